import type { DownloadJournal, PartJournal } from '../journal/download-journal.ts';
import { isSameFile, type RemoteFile } from '../transfer/probe-remote.ts';
import type { DownloadContext } from './download-context.ts';
import { expectation } from './expectation.ts';
import { probePatiently } from './probe-patiently.ts';

/** A download as it goes on after its model has changed on the server. */
export interface RefreshedParts {
  readonly remotes: readonly RemoteFile[];
  /** What had changed has nothing done any more. */
  readonly journal: DownloadJournal;
  /** How many files had. */
  readonly changed: number;
}

/**
 * Asks for every file of a split model again. Bytes of a file that has changed count for nothing; the next run writes over them.
 * @throws as probePatiently
 */
export async function refreshParts(
  journal: DownloadJournal,
  context: DownloadContext,
  signal: AbortSignal,
): Promise<RefreshedParts> {
  const { model_id } = journal;
  const remotes: RemoteFile[] = [];
  const parts: PartJournal[] = [];
  let changed = 0;
  for (const part of journal.parts) {
    const remote = await probePatiently(new URL(part.url), context, signal);
    remotes.push(remote);
    if (isSameFile(part.identity, remote.identity)) {
      parts.push(part);
      continue;
    }
    changed++;
    const expected = expectation({ ...part, model_id }, remote.identity);
    parts.push({ ...part, ...expected, identity: remote.identity, segment_bytes: 0, done: [], verified_sha256: null });
  }
  return { remotes, journal: { ...journal, parts }, changed };
}
