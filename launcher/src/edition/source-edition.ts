import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTrustStore } from '@kora/kernel';
import { signPlugin } from '@kora/plugin-sdk/signing';
import { pluginsInFolder } from '../carried/plugins-in-folder.ts';
import { loadOrCreateLocalKey } from '../install/local-build-key.ts';
import { trustLocalKey } from '../install/trusted-publishers.ts';
import type { Edition } from './edition.ts';

/**
 * Studio as it was built in a checkout: unsigned plugins in a folder, signed when they are installed by a key that never
 * leaves the data root.
 */
export function sourceEdition(pluginsFolder: string, licencesFile: string): Edition {
  return {
    name: 'source',
    releaseKeys: [],
    plugins: () => pluginsInFolder(pluginsFolder),
    licences: () => readFileSync(licencesFile, 'utf8'),
    async signing(paths, publishers, repair) {
      const { privateJwk, publicKey, isNew } = await loadOrCreateLocalKey(join(paths.configs, 'local-build-key.json'));
      const trust =
        isNew || repair
          ? await trustLocalKey(paths.trustedPublishers, publishers, publicKey)
          : await loadTrustStore(paths.trustedPublishers, []);
      const sign = async (folder: string) => void (await signPlugin(folder, privateJwk));
      return { signer: { kid: publicKey.kid, sign }, trust };
    },
  };
}
