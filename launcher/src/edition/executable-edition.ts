import { getAsset } from 'node:sea';
import { decode, trustStoreCodec } from '@kora/contracts';
import { loadTrustStore } from '@kora/kernel';
import { isLeft } from 'fp-ts/lib/Either.js';
import { pluginsInExecutable } from '../carried/plugins-in-executable.ts';
import type { Edition } from './edition.ts';

/** Studio as a single executable: plugins signed when it was built, and the public half of that key baked in. */
export function executableEdition(): Edition {
  const release = decode(trustStoreCodec, JSON.parse(getAsset('release-keys.json', 'utf8')));
  const kid = isLeft(release) ? undefined : release.right.publishers[0]?.keys[0]?.kid;
  if (isLeft(release) || kid === undefined) throw new Error('executableEdition: the executable carries no release key');
  const releaseKeys = release.right.publishers;
  return {
    name: 'executable',
    releaseKeys,
    plugins: pluginsInExecutable,
    licences: () => getAsset('licences.txt', 'utf8'),
    async signing(paths) {
      const trust = await loadTrustStore(paths.trustedPublishers, releaseKeys);
      // Their signatures are among their files already.
      return { signer: { kid, sign: async () => undefined }, trust };
    },
  };
}
