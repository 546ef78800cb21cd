import { randomBytes } from 'node:crypto';
import type { DownloadJournal, PartJournal } from '../journal/download-journal.ts';
import type { RemoteFile } from '../transfer/probe-remote.ts';
import type { DownloadContext } from './download-context.ts';
import type { DownloadOrder } from './download-order.ts';
import { type Expectation, expectation } from './expectation.ts';

const NOBODY_SAYS: Expectation = { expected_sha256: null, expected_from: null };

/**
 * The journal of a download that has not begun.
 * @param remotes the files of the order as the server has them, in order
 * @throws KORA_DOWNLOAD_CHECKSUM_MISMATCH when the server announces another file than the one that is demanded
 */
export function newJournal(
  order: DownloadOrder,
  remotes: readonly RemoteFile[],
  { time }: Pick<DownloadContext, 'time'>,
): DownloadJournal {
  const { model_id, source_url, license, sha256 } = order;
  const demanded: Expectation =
    sha256 === null ? NOBODY_SAYS : { expected_sha256: sha256, expected_from: order.sha256_from };
  const single = remotes.length === 1;
  const parts = order.parts.flatMap(({ url, file_name }, index): readonly PartJournal[] => {
    const identity = remotes[index]?.identity;
    if (identity === undefined) return [];
    const expected = expectation({ model_id, ...(single ? demanded : NOBODY_SAYS) }, identity);
    return [{ file_name, url, identity, ...expected, segment_bytes: 0, done: [], verified_sha256: null }];
  });
  return {
    version: '1.1',
    id: randomBytes(8).toString('hex'),
    model_id,
    source_url,
    license,
    paused: false,
    created_at: time.now().toISOString(),
    parts,
    whole_sha256: single ? null : demanded.expected_sha256,
    whole_from: single ? null : demanded.expected_from,
    checksum: null,
  };
}
