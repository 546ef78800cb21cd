import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { hashPluginFiles } from '../files/hash-plugin-files.ts';
import { listPluginFiles } from '../files/list-plugin-files.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../files/names.ts';
import type { PluginEvidence } from './evidence.ts';

/** Largest plugin.json, in bytes: enough for the 20,000 files that a plugin may have. */
export const MAX_MANIFEST_BYTES = 4 * 2 ** 20;

/** Largest plugin.sig.json, in bytes. */
export const MAX_SIGNATURE_BYTES = 16 * 2 ** 10;

/**
 * Reads what the verifier needs from a plugin's folder: the manifest, the signature and the hash of every file. Sizes and
 * counts are bounded, nothing is followed, no code runs, and nothing is judged. Never rejects: what cannot be read is
 * missing from the evidence, and the verifier refuses it.
 */
export async function gatherEvidence(folder: string): Promise<PluginEvidence> {
  const [manifestBytes, signatureBytes, listing] = await Promise.all([
    readBounded(join(folder, MANIFEST_FILE), MAX_MANIFEST_BYTES),
    readBounded(join(folder, SIGNATURE_FILE), MAX_SIGNATURE_BYTES),
    listPluginFiles(folder),
  ]);
  const hashed = await hashPluginFiles(folder, listing.files);
  return {
    folder_id: basename(resolve(folder)),
    manifestBytes,
    signatureBytes,
    files: hashed.files,
    irregular: [...listing.irregular, ...hashed.irregular],
  };
}

/** @returns null when there is no such regular file of at most `limit` bytes. */
async function readBounded(path: string, limit: number): Promise<Uint8Array | null> {
  try {
    await using handle = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > limit) return null;
    const buffer = Buffer.alloc(stat.size);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return null;
  }
}
