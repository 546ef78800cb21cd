import type { TrustStore } from '@kora/contracts';
import { loadTrustStore, writeFileAtomically } from '@kora/kernel';
import type { PublicKey } from '@kora/plugin-sdk/signing';

type TrustedKey = TrustStore['publishers'][number]['keys'][number];

/**
 * Adds a key to publishers of a trust store. A key that the store already knows stays as it is: a user may have revoked it.
 * @returns the same store when it says all of that already.
 */
export function withTrustedKey(store: TrustStore, publishers: ReadonlySet<string>, key: TrustedKey): TrustStore {
  const known = (name: string) =>
    store.publishers.some((entry) => entry.publisher === name && entry.keys.some(({ kid }) => kid === key.kid));
  const missing = [...publishers].filter((name) => !known(name));
  if (missing.length === 0) return store;
  const kept = store.publishers.map((entry) =>
    missing.includes(entry.publisher) ? { ...entry, keys: [...entry.keys, key] } : entry,
  );
  const added = missing.filter((name) => !store.publishers.some((entry) => entry.publisher === name));
  return { ...store, publishers: [...kept, ...added.map((publisher) => ({ publisher, keys: [key] }))] };
}

/** Trusts a locally made key for the publishers whose plugins this computer builds, and writes only when that is news. */
export async function trustLocalKey(
  path: string,
  publishers: ReadonlySet<string>,
  key: PublicKey,
): Promise<TrustStore> {
  const before = await loadTrustStore(path, []);
  const after = withTrustedKey(before, publishers, { ...key, status: 'trusted', origin: 'local-build' });
  if (after !== before) await writeFileAtomically(path, `${JSON.stringify(after, null, 2)}\n`, 0o600);
  return after;
}
