import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { modelLibraryErrors } from '../errors.ts';
import { fileByteSource } from '../gguf/byte-source.ts';
import { type GgufHeader, readGgufHeader } from '../gguf/read-gguf-header.ts';
import type { FileHash, FileHasher } from '../hashing/file-hash.ts';
import { splitName } from './split-name.ts';

/** Bytes between two words about progress. */
const STEP_BYTES = 64 * 1024 * 1024;

async function openRegularFile(file_path: string): Promise<FileHandle> {
  const unreadable = (reason: string, cause?: unknown) =>
    modelLibraryErrors.KORA_CATALOG_FILE_UNREADABLE({ file_path, reason }, cause);
  try {
    // Before opening: opening a device or a pipe can have effects or block.
    if (!(await stat(file_path)).isFile()) throw unreadable('it is not a regular file');
    return await open(file_path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unreadable('there is no such file', error);
    if (code === 'EACCES' || code === 'EPERM') throw unreadable('Studio may not read it', error);
    throw error;
  }
}

async function hashFile(handle: FileHandle, size: number, hashing: Hashing): Promise<number> {
  const { hash, signal, onBytes } = hashing;
  let at = 0;
  // One byte more than there should be, to see a file that is growing.
  while (at <= size) {
    const to = Math.min(at + STEP_BYTES, size + 1);
    const bytes = await hash.add(handle.fd, at, to, signal);
    onBytes(bytes);
    at += bytes;
    if (at < to) break;
  }
  return at;
}

/** A hash under way. */
interface Hashing {
  readonly hash: FileHash;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Reads the header of a GGUF file and every byte of it, through one handle. */
async function inspectFile(file_path: string, hashing: Hashing): Promise<{ header: GgufHeader; size_bytes: number }> {
  await using handle = await openRegularFile(file_path);
  const before = await handle.stat();
  const header = await readGgufHeader(fileByteSource(handle, before.size), file_path);
  const hashed = await hashFile(handle, before.size, hashing);
  const after = await handle.stat();
  // The checksum and the header must describe the same bytes.
  if (hashed !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
    throw modelLibraryErrors.KORA_CATALOG_FILE_CHANGED({ file_path });
  return { header, size_bytes: before.size };
}

/** A whole model: one file, or all parts of a split one, with the SHA-256 over their concatenation. */
export interface InspectedModel {
  readonly header: GgufHeader;
  readonly file_paths: readonly string[];
  readonly size_bytes: number;
  readonly checksum: string;
}

/**
 * Reads the files of one model, in their order, every byte of them.
 * @param onBytes told of the bytes that were read since the last time
 * @throws KORA_CATALOG_FILE_UNREADABLE, KORA_CATALOG_FILE_CHANGED, KORA_CATALOG_SPLIT_INCOMPLETE where a file is not the part
 *   that its place says, the KORA_GGUF errors, and the signal's reason
 */
export async function inspectFiles(
  file_paths: readonly string[],
  hasher: FileHasher,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<InspectedModel> {
  const hash = hasher.begin();
  try {
    const files: Awaited<ReturnType<typeof inspectFile>>[] = [];
    for (const [index, file_path] of file_paths.entries()) {
      const file = await inspectFile(file_path, { hash, signal, onBytes });
      const { split } = file.header;
      const parts = file_paths.length;
      if ((split?.count ?? 1) !== parts || (split?.index ?? 0) !== index)
        throw modelLibraryErrors.KORA_CATALOG_SPLIT_INCOMPLETE({
          file_path,
          parts: split?.count ?? parts,
          reason: parts === 1 ? 'has not the name of one' : `does not say that it is part ${index + 1}`,
        });
      files.push(file);
    }
    const [first] = files;
    if (first === undefined) throw new TypeError('a model has at least one file');
    const size_bytes = files.reduce((sum, file) => sum + file.size_bytes, 0);
    return { header: first.header, file_paths, size_bytes, checksum: await hash.digest() };
  } finally {
    hash.drop();
  }
}

/**
 * The files of the model that a file belongs to: itself, or all parts, whichever of them is named.
 * @throws KORA_CATALOG_FILE_UNREADABLE, which names the part that is missing
 */
export async function modelFiles(file_path: string): Promise<readonly string[]> {
  const split = splitName(file_path);
  if (split === null) return [file_path];
  const paths = Array.from({ length: split.parts }, (_, index) => split.nameOf(index + 1));
  // Before an hour is spent on hashing those that are there.
  for (const path of paths) await (await openRegularFile(path)).close();
  return paths;
}

/** Reads a model from disk; given any part of a split model, all its parts. Errors as {@link inspectFiles}. */
export async function inspectModel(
  file_path: string,
  hasher: FileHasher,
  signal: AbortSignal,
): Promise<InspectedModel> {
  return inspectFiles(await modelFiles(file_path), hasher, signal);
}
