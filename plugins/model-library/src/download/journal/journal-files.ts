import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { decodeJournal } from './decode-journal.ts';
import type { DownloadJournal, PartJournal } from './download-journal.ts';

/** Where a file of a model will lie, and where its bytes lie until then. */
export interface PartPaths {
  readonly model: string;
  readonly partial: string;
}

export function partPaths(folder: string, { file_name }: Pick<PartJournal, 'file_name'>): PartPaths {
  const model = join(folder, file_name);
  return { model, partial: `${model}.partial` };
}

const SUFFIX = '.partial.json';
/** What a writer that was killed leaves behind. */
const TEMPORARY = /\.partial\.json\.\d+$/;

/** The journal lies beside the first file, under whose name all others of the model are known. */
function journalName({ parts }: Pick<DownloadJournal, 'parts'>): string {
  return `${parts[0]?.file_name}${SUFFIX}`;
}

export function journalPath(folder: string, journal: DownloadJournal): string {
  return join(folder, journalName(journal));
}

export async function writeJournal(folder: string, journal: DownloadJournal): Promise<void> {
  await writeFileAtomically(journalPath(folder, journal), `${JSON.stringify(journal)}\n`);
}

/** Removes a journal and what interrupted writes of it left. */
export async function removeJournal(folder: string, journal: DownloadJournal): Promise<void> {
  await rm(journalPath(folder, journal), { force: true });
  for (const name of await readdir(folder))
    if (name.startsWith(`${journalName(journal)}.`) && TEMPORARY.test(name))
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
    const journal = decodeJournal(content);
    // A journal speaks for the files beside it and for no others.
    if (journal === null || journalName(journal) !== name) damaged.push(name);
    else journals.push(journal);
  }
  return { journals, damaged };
}
