import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@kora/kernel';
import { createSigningKey, decodePrivateJwk, publicKeyOf, type SigningKey } from '@kora/plugin-sdk/signing';
import { isLeft } from 'fp-ts/lib/Either.js';

/**
 * The key that signs what this computer built from source. It is made at the first start, stays in the data root at mode
 * 0600, and is trusted there only, so that the repository needs no private key.
 * @param path absolute path of `configs/local-build-key.json`.
 * @returns the key, and whether it was made just now.
 * @throws KORA_PLUGIN_SIGNING_KEY_INVALID when the file is damaged; deleting it makes a new key.
 */
export async function loadOrCreateLocalKey(path: string): Promise<SigningKey & { readonly isNew: boolean }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes !== null) {
    const key = decodePrivateJwk(bytes);
    if (isLeft(key)) throw key.left;
    return { privateJwk: key.right, publicKey: await publicKeyOf(key.right), isNew: false };
  }
  const key = await createSigningKey();
  await writeFileAtomically(path, `${JSON.stringify(key.privateJwk)}\n`, 0o600);
  return { ...key, isNew: true };
}
