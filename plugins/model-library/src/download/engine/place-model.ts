import { rename, stat } from 'node:fs/promises';
import { inspectModel } from '../../catalog/inspect-model-file.ts';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { syncFolder } from '../../files/write-file-atomically.ts';
import { fileByteSource } from '../../gguf/byte-source.ts';
import { readGgufHeader } from '../../gguf/read-gguf-header.ts';
import { downloadErrors } from '../errors.ts';
import type { DownloadJournal } from '../journal/download-journal.ts';
import { downloadPaths, removeJournal, writeJournal } from '../journal/journal-files.ts';
import type { PartialFile } from '../transfer/partial-file.ts';
import type { DownloadContext } from './download-context.ts';

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(nullIfMissing)) !== null;
}

/**
 * The last steps of a download whose bytes are complete and hashed: the header must be sound, then the file is moved into
 * place, then the catalog names it. A crash between two steps is taken up by {@link finishPlacing}.
 * @throws the KORA_GGUF errors, KORA_DOWNLOAD_SPLIT_MODEL, KORA_DOWNLOAD_NAME_TAKEN, KORA_CATALOG_DUPLICATE_MODEL
 */
export async function placeModel(
  journal: DownloadJournal,
  file: PartialFile,
  checksum: string,
  context: DownloadContext,
): Promise<void> {
  const { folder, models } = context;
  const { model_id, file_name } = journal;
  const paths = downloadPaths(folder, file_name);
  const size_bytes = await file.size();
  const header = await readGgufHeader(fileByteSource(file.handle, size_bytes), paths.partial);
  if (header.split !== null) throw downloadErrors.KORA_DOWNLOAD_SPLIT_MODEL({ file_name });
  if (await exists(paths.model))
    throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: 'a file of the models folder' });
  await file.sync();
  await writeJournal(folder, { ...journal, verified_sha256: checksum });
  await rename(paths.partial, paths.model);
  await syncFolder(folder);
  const { source_url, license } = journal;
  const model = { model_id, source_url, license: header.license ?? license, header, size_bytes, checksum };
  await models.add({ ...model, file_path: paths.model });
  await removeJournal(folder, file_name);
}

/**
 * Takes up a placing that a crash cut off between the move and the catalog: hashes the file again and enters it.
 * @returns false when there is nothing to take up.
 */
export async function finishPlacing(
  journal: DownloadJournal,
  context: DownloadContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { folder, models } = context;
  const paths = downloadPaths(folder, journal.file_name);
  if (journal.verified_sha256 === null || (await exists(paths.partial)) || !(await exists(paths.model))) return false;
  const { header, size_bytes, checksum } = await inspectModel(paths.model, context.hasher, signal);
  const { model_id, file_name, source_url, license } = journal;
  if (checksum !== journal.verified_sha256)
    throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: 'another file of the models folder' });
  const model = { model_id, source_url, license: header.license ?? license, header, size_bytes, checksum };
  await models.add({ ...model, file_path: paths.model });
  await removeJournal(folder, file_name);
  return true;
}
