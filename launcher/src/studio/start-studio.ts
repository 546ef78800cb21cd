import { type DataPaths, type Kernel, openPluginState, startKernel } from '@kora/kernel';
import { importFromDisk } from '../executable/import-from-disk.ts';
import { installCarriedPlugins } from '../install/install-carried-plugins.ts';
import type { InstallNotice } from '../install/install-notice.ts';
import { installRecordFile } from '../install/removal.ts';
import { version } from '../version.ts';
import type { LaunchOptions } from './launch-options.ts';

/** Puts the edition's plugins into a data root. @returns what the user should know of it. */
export async function installEdition(
  { edition, repair = true }: Pick<LaunchOptions, 'edition' | 'repair'>,
  paths: DataPaths,
): Promise<readonly InstallNotice[]> {
  const carried = edition.plugins();
  const publishers = new Set(carried.map(({ manifest }) => manifest.publisher));
  const { signer, trust } = await edition.signing(paths, publishers, repair);
  const state = await openPluginState(paths.pluginState);
  const recordFile = installRecordFile(paths);
  return installCarriedPlugins({ carried, signer, trust, state, pluginsFolder: paths.plugins, recordFile, repair });
}

/**
 * Starts Studio inside this process, with the carried plugins installed first.
 * @throws KORA_DATA_ROOT_LOCKED when another process owns the data root.
 */
export function startStudio(options: LaunchOptions): Promise<Kernel> {
  const { edition, dataRoot, port, safeMode, say } = options;
  return startKernel({
    version,
    importModule: importFromDisk,
    releaseKeys: edition.releaseKeys,
    install: async (paths) => {
      const notices = await installEdition(options, paths);
      for (const { message } of notices) say(message);
      return notices;
    },
    ...(dataRoot === undefined ? {} : { dataRoot }),
    ...(port === undefined ? {} : { port }),
    ...(safeMode === undefined ? {} : { safeMode }),
  });
}
