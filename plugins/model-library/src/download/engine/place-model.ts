import { open, rename, stat, truncate } from 'node:fs/promises';
import { type InspectedModel, inspectFiles } from '../../catalog/inspect-model-file.ts';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { syncFolder } from '../../files/write-file-atomically.ts';
import { fileByteSource } from '../../gguf/byte-source.ts';
import { readGgufHeader } from '../../gguf/read-gguf-header.ts';
import { downloadErrors } from '../errors.ts';
import type { DownloadJournal, PartJournal } from '../journal/download-journal.ts';
import { partPaths, removeJournal, writeJournal } from '../journal/journal-files.ts';
import type { DownloadContext } from './download-context.ts';

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(nullIfMissing)) !== null;
}

async function inspectOnly(partial: string, checksum: string): Promise<InspectedModel> {
  await using handle = await open(partial, 'r');
  const { size: size_bytes } = await handle.stat();
  const header = await readGgufHeader(fileByteSource(handle, size_bytes), partial);
  return { header, file_paths: [partial], size_bytes, checksum };
}

/**
 * A model as a whole, once each of its files is complete and good. One file was hashed while it came; the parts of a split model are
 * read once more, one after the other, because their common SHA-256 is what the catalog keeps.
 * @param onBytes told of the bytes that were read since the last time
 * @throws KORA_DOWNLOAD_CHECKSUM_MISMATCH after every part has been emptied, and as inspectFiles
 */
export async function inspectWhole(
  journal: DownloadJournal,
  { folder, hasher }: DownloadContext,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<InspectedModel> {
  const { parts, model_id, whole_sha256: expected, whole_from } = journal;
  const paths = parts.map((part) => partPaths(folder, part).partial);
  const [partial = '', ...others] = paths;
  const verified = parts[0]?.verified_sha256 ?? null;
  if (others.length === 0 && verified !== null) return inspectOnly(partial, verified);
  const model = await inspectFiles(paths, hasher, signal, onBytes);
  if (expected === null || whole_from === null || expected === model.checksum) return model;
  for (const path of paths) await truncate(path, 0);
  throw downloadErrors.KORA_DOWNLOAD_CHECKSUM_MISMATCH({
    model_id,
    expected,
    actual: model.checksum,
    expected_from: whole_from,
  });
}

async function enter(journal: DownloadJournal, model: InspectedModel, { folder, models }: DownloadContext) {
  const { model_id, source_url, license } = journal;
  const file_paths = journal.parts.map((part) => partPaths(folder, part).model);
  await models.add({ ...model, file_paths, model_id, source_url, license: model.header.license ?? license });
  await removeJournal(folder, journal);
}

/**
 * The last steps of a download whose every file is complete, good and synced: the files are moved into place, then the catalog
 * names them. A crash between two steps is taken up by {@link finishPlacing}.
 * @throws KORA_DOWNLOAD_NAME_TAKEN, KORA_CATALOG_DUPLICATE_MODEL
 */
export async function placeModel(
  journal: DownloadJournal,
  model: InspectedModel,
  context: DownloadContext,
): Promise<void> {
  const { folder } = context;
  const { model_id, parts } = journal;
  for (const part of parts) {
    const { file_name } = part;
    if (await exists(partPaths(folder, part).model))
      throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: 'a file of the models folder' });
  }
  await writeJournal(folder, { ...journal, checksum: model.checksum });
  for (const part of parts) await rename(partPaths(folder, part).partial, partPaths(folder, part).model);
  await syncFolder(folder);
  await enter(journal, model, context);
}

/** Which files of a part are there: its `.partial`, the file in its place, both or none. */
async function whereIs(part: PartJournal, folder: string): Promise<'partial' | 'placed' | 'unclear'> {
  const { model, partial } = partPaths(folder, part);
  const [placed, waiting] = [await exists(model), await exists(partial)];
  if (placed === waiting) return 'unclear';
  return placed ? 'placed' : 'partial';
}

/**
 * Takes up a placing that a crash cut off between the first move and the catalog: moves what is left, hashes all again and
 * enters it.
 * @returns false when there is nothing to take up.
 */
export async function finishPlacing(
  journal: DownloadJournal,
  context: DownloadContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { folder } = context;
  const { parts, model_id } = journal;
  if (journal.checksum === null) return false;
  const places = await Promise.all(parts.map((part) => whereIs(part, folder)));
  if (places.includes('unclear') || !places.includes('placed')) return false;
  for (const [index, part] of parts.entries())
    if (places[index] === 'partial') await rename(partPaths(folder, part).partial, partPaths(folder, part).model);
  await syncFolder(folder);
  const paths = parts.map((part) => partPaths(folder, part).model);
  const model = await inspectFiles(paths, context.hasher, signal);
  if (model.checksum !== journal.checksum) {
    const file_name = parts[0]?.file_name ?? '';
    throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: 'another file of the models folder' });
  }
  await enter(journal, model, context);
  return true;
}
