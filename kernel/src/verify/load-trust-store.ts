import { type TrustStore, trustStoreCodec } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { verifyErrors } from './errors.ts';
import { readJsonFile } from './read-json-file.ts';

type Publisher = TrustStore['publishers'][number];

/** Only the launcher can vouch for a release key; a file that anybody may edit cannot make one. */
function withoutReleaseClaims({ publisher, keys }: Publisher): Publisher {
  return { publisher, keys: keys.map((key) => (key.origin === 'release' ? { ...key, origin: 'user' } : key)) };
}

/**
 * Reads `configs/trusted-publishers.json` and puts the launcher's release keys before it. A missing file trusts nobody else.
 * An entry of the file may revoke a release key; none can be added as one.
 * @throws KORA_VERIFY_TRUST_STORE_DAMAGED
 */
export async function loadTrustStore(path: string, releaseKeys: TrustStore['publishers']): Promise<TrustStore> {
  const result = await readJsonFile(path, trustStoreCodec);
  if (isLeft(result)) {
    const issues = result.left.map(({ path, code, message }) => ({ path, code, message }));
    throw verifyErrors.KORA_VERIFY_TRUST_STORE_DAMAGED({ path, issues });
  }
  const publishers = (result.right?.publishers ?? []).map(withoutReleaseClaims);
  return { version: '1.0', publishers: [...releaseKeys, ...publishers] };
}
