import { readFile } from 'node:fs/promises';
import { createSigningKey, decodePrivateJwk, publicKeyOf, type SigningKey } from '@kora/plugin-sdk/signing';
import { isLeft } from 'fp-ts/lib/Either.js';

/**
 * The key that signs the plugins of one executable: that of the file which KORA_RELEASE_KEY_FILE names, or else one that is
 * made for this build alone and whose private half is gone when the build ends.
 */
export async function releaseKey(env: NodeJS.ProcessEnv): Promise<SigningKey> {
  const path = env.KORA_RELEASE_KEY_FILE;
  if (path === undefined || path === '') return createSigningKey();
  const key = decodePrivateJwk(await readFile(path));
  if (isLeft(key)) throw new Error(`KORA_RELEASE_KEY_FILE: ${key.left.message}`);
  return { privateJwk: key.right, publicKey: await publicKeyOf(key.right) };
}
