import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from '@kora/contracts';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { type DownloadJournal, downloadJournalCodec } from './download-journal.ts';

/** The files of one download, side by side in the models folder. */
export interface DownloadPaths {
  readonly model: string;
  readonly partial: string;
  readonly journal: string;
}

export function downloadPaths(folder: string, file_name: string): DownloadPaths {
  const model = join(folder, file_name);
  return { model, partial: `${model}.partial`, journal: `${model}.partial.json` };
}

const SUFFIX = '.partial.json';
/** What a writer that was killed leaves behind. */
const TEMPORARY = /\.partial\.json\.\d+$/;

function decodeJournal(name: string, content: string): DownloadJournal | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  const decoded = decode(downloadJournalCodec, value);
  // A journal speaks for the file beside it and for no other.
  return decoded._tag === 'Right' && `${decoded.right.file_name}${SUFFIX}` === name ? decoded.right : null;
}

export async function writeJournal(folder: string, journal: DownloadJournal): Promise<void> {
  await writeFileAtomically(downloadPaths(folder, journal.file_name).journal, `${JSON.stringify(journal)}\n`);
}

/** Removes a journal and what interrupted writes of it left. */
export async function removeJournal(folder: string, file_name: string): Promise<void> {
  await rm(downloadPaths(folder, file_name).journal, { force: true });
  for (const name of await readdir(folder))
    if (name.startsWith(`${file_name}${SUFFIX}.`) && TEMPORARY.test(name))
      await rm(join(folder, name), { force: true });
}

/** @returns every journal of the folder, and the names of those that cannot be understood. */
export async function readJournals(
  folder: string,
): Promise<{ readonly journals: readonly DownloadJournal[]; readonly damaged: readonly string[] }> {
  const names = (await readdir(folder).catch(nullIfMissing)) ?? [];
  const journals: DownloadJournal[] = [];
  const damaged: string[] = [];
  for (const name of names.filter((each) => each.endsWith(SUFFIX)).sort()) {
    const content = await readFile(join(folder, name), 'utf8').catch(nullIfMissing);
    if (content === null) continue;
    const journal = decodeJournal(name, content);
    if (journal === null) damaged.push(name);
    else journals.push(journal);
  }
  return { journals, damaged };
}
