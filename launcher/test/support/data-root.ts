import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPluginState } from '@kora/kernel';
import { createSigningKey, type SigningKey } from '@kora/plugin-sdk/signing';
import type { CarriedPlugin } from '../../src/carried/carried-plugin.ts';
import { installCarriedPlugins } from '../../src/install/install-carried-plugins.ts';
import { withTrustedKey } from '../../src/install/trusted-publishers.ts';
import { signerWith } from './carried-plugin.ts';

/** A data root in a test's folder, and what a start of a launcher would do to it. */
export async function dataRoot(folder: string, signingKey?: SigningKey) {
  const pluginsFolder = join(folder, 'plugins');
  mkdirSync(pluginsFolder, { recursive: true });
  const key = signingKey ?? (await createSigningKey());
  const recordFile = join(folder, 'carried-plugins.json');
  const stateFile = join(folder, 'plugin-state.json');
  const trust = withTrustedKey({ version: '1.0', publishers: [] }, new Set(['kora']), {
    ...key.publicKey,
    status: 'trusted',
    origin: 'local-build',
  });
  const start = async (
    carried: readonly CarriedPlugin[],
    { repair = true, signer = signerWith(key), trusted = trust } = {},
  ) =>
    installCarriedPlugins({
      carried,
      signer,
      trust: trusted,
      state: await openPluginState(stateFile),
      pluginsFolder,
      recordFile,
      repair,
    });
  return { pluginsFolder, recordFile, stateFile, key, trust, start };
}
