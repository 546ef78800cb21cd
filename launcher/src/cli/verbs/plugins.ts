import { join } from 'node:path';
import { pluginListCodec } from '@kora/contracts';
import { dataPathsOf, resolveDataRootPath } from '@kora/kernel';
import { launcherErrors } from '../../errors.ts';
import { folderFingerprint } from '../../install/folder-fingerprint.ts';
import { removePlugin, restorePlugin } from '../../install/removal.ts';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { errorText } from '../output/error-text.ts';
import { table } from '../output/table.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';
import { pluginsVerifyVerb } from './plugins-verify.ts';

/** `kora plugins list | verify | remove | restore` */
export const pluginsVerb: Verb = (program, environment) => {
  const { terminal } = environment;
  const plugins = program.command('plugins').description('the parts that Studio is made of');

  acts(
    plugins.command('list').description('list installed plugins and where each one stands'),
    environment,
    async (_, options) => {
      const answer = await withStudio(launchOptions(environment, options), (client) =>
        client.get('/plugins', pluginListCodec),
      );
      if (options.json) terminal.printJson(answer);
      else {
        const rows = answer.plugins.map((plugin) => [
          plugin.id,
          plugin.version ?? '?',
          plugin.publisher ?? '?',
          plugin.state,
          plugin.error === null ? '' : errorText(plugin.error),
        ]);
        terminal.print(table(['plugin', 'version', 'publisher', 'state', 'why'], rows));
      }
      return EXIT_CODES.ok;
    },
  );

  pluginsVerifyVerb(plugins, environment);

  const remove = plugins
    .command('remove')
    .description('remove a plugin; it stays removed')
    .argument('<id>', 'the plugin');
  acts(remove, environment, async ([id = ''], options) => {
    const paths = dataPathsOf(resolveDataRootPath({ path: options.dataRoot }));
    const list = await withStudio(launchOptions(environment, options), (client) =>
      client.get('/plugins', pluginListCodec),
    );
    // Only a name that Studio lists becomes part of a path.
    if (!list.plugins.some((plugin) => plugin.id === id)) {
      throw launcherErrors.KORA_LAUNCHER_PLUGIN_NOT_INSTALLED({ plugin_id: id });
    }
    await removePlugin(paths, id);
    if (options.json) terminal.printJson({ removed: id });
    else terminal.say(`Removed the plugin ${id}.`);
    return EXIT_CODES.ok;
  });

  const restore = plugins
    .command('restore')
    .description('bring back a plugin of this launcher that was removed')
    .argument('<id>', 'the plugin');
  acts(restore, environment, async ([id = ''], options) => {
    if (!environment.edition.plugins().some(({ manifest }) => manifest.id === id)) {
      throw launcherErrors.KORA_LAUNCHER_PLUGIN_NOT_CARRIED({ plugin_id: id });
    }
    const paths = dataPathsOf(resolveDataRootPath({ path: options.dataRoot }));
    await restorePlugin(paths, id);
    const present = folderFingerprint(join(paths.plugins, id)) !== null;
    if (options.json) terminal.printJson({ restored: id });
    else
      terminal.say(present ? `The plugin ${id} is there.` : `The plugin ${id} comes back at the next start of Studio.`);
    return EXIT_CODES.ok;
  });
};
