import { resolve } from 'node:path';
import { CONTRACT_VERSION, pluginListCodec } from '@kora/contracts';
import { dataPathsOf, loadTrustStore, resolveDataRootPath } from '@kora/kernel';
import { gatherEvidence, verifyPlugin } from '@kora/plugin-sdk/signing';
import { isLeft } from 'fp-ts/lib/Either.js';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions, type Verb } from '../verb.ts';

/** What is said of one folder. */
interface Checked {
  readonly folder: string;
  readonly verified: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

const reasonText = ({ reasons: [first] }: Checked) => (first === undefined ? '' : `${first.message} [${first.code}]`);

async function installedFolders(
  environment: Environment,
  options: CommonOptions,
  pluginsFolder: string,
): Promise<string[]> {
  const { plugins } = await withStudio(launchOptions(environment, { ...options, repair: false }), (client) =>
    client.get('/plugins', pluginListCodec),
  );
  return plugins.map(({ id }) => resolve(pluginsFolder, id));
}

/**
 * `kora plugins verify [folder]`: reads every byte again and asks the same questions as the kernel. Without a folder it looks
 * at every installed plugin.
 */
export const pluginsVerifyVerb: Verb = (plugins, environment) => {
  const verify = plugins
    .command('verify')
    .description('check signatures and every file')
    .argument('[folder]', 'a plugin folder (default: every installed one)');
  acts(verify, environment, async ([folder], options) => {
    const paths = dataPathsOf(resolveDataRootPath({ path: options.dataRoot }));
    const folders =
      folder === undefined ? await installedFolders(environment, options, paths.plugins) : [resolve(folder)];
    const trust = await loadTrustStore(paths.trustedPublishers, environment.edition.releaseKeys);
    const checked: Checked[] = [];
    for (const path of folders) {
      const policy = { contractVersion: CONTRACT_VERSION, highestInstalledVersion: null };
      const verdict = await verifyPlugin(await gatherEvidence(path), trust, policy);
      const reasons = isLeft(verdict) ? verdict.left.map(({ code, message }) => ({ code, message })) : [];
      checked.push({ folder: path, verified: reasons.length === 0, reasons });
    }
    if (options.json) environment.terminal.printJson({ plugins: checked });
    else {
      const rows = checked.map((one) => [one.folder, one.verified ? 'verified' : 'refused', reasonText(one)]);
      environment.terminal.print(table(['folder', 'verdict', 'why'], rows));
    }
    return checked.every(({ verified }) => verified) ? EXIT_CODES.ok : EXIT_CODES.plugin;
  });
};
