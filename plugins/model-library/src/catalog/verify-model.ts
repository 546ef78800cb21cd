import { open } from 'node:fs/promises';
import type { CatalogEntry } from '@kora/contracts';
import { fileErrorCode } from '../files/file-error-code.ts';
import type { FileHash, FileHasher } from '../hashing/file-hash.ts';

const PROGRESS_MS = 200;

/** How far a check has come. */
export interface VerifyProgress {
  readonly event: 'progress';
  readonly data: { readonly model_id: string; readonly checked_bytes: number; readonly total_bytes: number };
}

/** What a check found. */
export interface VerifyVerdict {
  readonly event: 'verdict';
  readonly data: {
    readonly model_id: string;
    readonly ok: boolean;
    /** One sentence for a person when it is not. */
    readonly problem: string | null;
    readonly expected_checksum: string;
    readonly actual_checksum: string | null;
  };
}

/** Bytes between two looks at the clock. */
const STEP_BYTES = 32 * 1024 * 1024;

/** Hashes one file, telling now and then how far it is. */
async function* hashFile(path: string, hash: FileHash, signal: AbortSignal): AsyncGenerator<number> {
  await using handle = await open(path, 'r');
  let at = 0;
  for (;;) {
    const read = await hash.add(handle.fd, at, at + STEP_BYTES, signal);
    at += read;
    yield read;
    if (read < STEP_BYTES) return;
  }
}

/** Reads every byte of an installed model again and holds it against the catalog. Files that are gone are a verdict, no fault. */
export async function* verifyModel(
  entry: CatalogEntry,
  hasher: FileHasher,
  signal: AbortSignal,
): AsyncGenerator<VerifyProgress | VerifyVerdict> {
  const { model_id, checksum: expected_checksum, size_bytes: total_bytes } = entry;
  const hash = hasher.begin();
  const verdict = (problem: string | null, actual_checksum: string | null): VerifyVerdict => ({
    event: 'verdict',
    data: { model_id, ok: problem === null, problem, expected_checksum, actual_checksum },
  });
  let checked_bytes = 0;
  let told = performance.now();
  try {
    for (const path of entry.file_paths) {
      try {
        for await (const bytes of hashFile(path, hash, signal)) {
          checked_bytes += bytes;
          if (performance.now() - told < PROGRESS_MS) continue;
          told = performance.now();
          yield { event: 'progress', data: { model_id, checked_bytes, total_bytes } };
        }
      } catch (error) {
        signal.throwIfAborted();
        const code = fileErrorCode(error);
        if (code === undefined) throw error;
        return yield verdict(`${path} cannot be read (${code}). Put the file back, or remove the model.`, null);
      }
    }
    yield { event: 'progress', data: { model_id, checked_bytes, total_bytes } };
    const actual = await hash.digest();
    const changed = `The files of ${model_id} are not what was installed. Remove the model and download or register it again.`;
    yield verdict(actual === expected_checksum ? null : changed, actual);
  } finally {
    hash.drop();
  }
}
