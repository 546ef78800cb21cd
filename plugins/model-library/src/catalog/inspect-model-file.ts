import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { modelLibraryErrors } from '../errors.ts';
import { fileByteSource } from '../gguf/byte-source.ts';
import { type GgufHeader, readGgufHeader } from '../gguf/read-gguf-header.ts';
import type { FileHash, FileHasher } from '../hashing/file-hash.ts';

/** A model file whose header and every byte were read through one handle. */
export interface InspectedFile {
  readonly header: GgufHeader;
  readonly size_bytes: number;
}

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

/**
 * Reads the header of a GGUF file and feeds its bytes to `hash`.
 * @throws KORA_CATALOG_FILE_UNREADABLE, KORA_CATALOG_FILE_CHANGED, the KORA_GGUF errors, and the signal's reason
 */
export async function inspectModelFile(file_path: string, hash: FileHash, signal: AbortSignal): Promise<InspectedFile> {
  const handle = await openRegularFile(file_path);
  try {
    const before = await handle.stat();
    const header = await readGgufHeader(fileByteSource(handle, before.size), file_path);
    // One byte more than there should be, to see a file that is growing.
    const hashed = await hash.add(handle.fd, 0, before.size + 1, signal);
    const after = await handle.stat();
    // The checksum and the header must describe the same bytes.
    if (hashed !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw modelLibraryErrors.KORA_CATALOG_FILE_CHANGED({ file_path });
    return { header, size_bytes: before.size };
  } finally {
    await handle.close();
  }
}

/** A whole model: one file, or all parts of a split one, with the SHA-256 over their concatenation. */
export interface InspectedModel {
  readonly header: GgufHeader;
  readonly file_paths: readonly string[];
  readonly size_bytes: number;
  readonly checksum: string;
}

const PART_NAME = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;

function partPaths(file_path: string, parts: number): readonly string[] {
  const refuse = (reason: string) => modelLibraryErrors.KORA_CATALOG_SPLIT_INCOMPLETE({ file_path, parts, reason });
  const match = PART_NAME.exec(file_path);
  if (match === null || Number(match[3]) !== parts) throw refuse('its name does not end in -00001-of-NNNNN.gguf');
  if (Number(match[2]) !== 1) throw refuse('is not the first of them');
  const pad = (part: number) => String(part).padStart(5, '0');
  return Array.from({ length: parts }, (_, i) => `${match[1]}-${pad(i + 1)}-of-${pad(parts)}.gguf`);
}

/** Reads a model from disk; given the first part of a split model, all its parts. Errors as {@link inspectModelFile}. */
export async function inspectModel(
  file_path: string,
  hasher: FileHasher,
  signal: AbortSignal,
): Promise<InspectedModel> {
  const hash = hasher.begin();
  try {
    return await inspectParts(file_path, hash, signal);
  } finally {
    hash.drop();
  }
}

async function inspectParts(file_path: string, hash: FileHash, signal: AbortSignal): Promise<InspectedModel> {
  const first = await inspectModelFile(file_path, hash, signal);
  const file_paths = first.header.split === null ? [file_path] : partPaths(file_path, first.header.split.count);
  let size_bytes = first.size_bytes;
  for (const [index, path] of file_paths.entries()) {
    if (index === 0) continue;
    const part = await inspectModelFile(path, hash, signal);
    if (part.header.split?.index !== index)
      throw modelLibraryErrors.KORA_CATALOG_SPLIT_INCOMPLETE({
        file_path: path,
        parts: file_paths.length,
        reason: `does not say that it is part ${index + 1}`,
      });
    size_bytes += part.size_bytes;
  }
  return { header: first.header, file_paths, size_bytes, checksum: await hash.digest() };
}
