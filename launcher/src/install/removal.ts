import { join } from 'node:path';
import { type DataPaths, openPluginState, writeFileAtomically } from '@kora/kernel';
import { type InstalledPlugin, installRecordText, readInstallRecord } from './install-record.ts';
import { takeAway } from './place-plugin.ts';

/** Absolute path of the launcher's own record of what it installed. */
export function installRecordFile(paths: Pick<DataPaths, 'configs'>): string {
  return join(paths.configs, 'carried-plugins.json');
}

/** Removes an installed plugin and remembers that, so that no start brings it back. A running Studio notices by itself. */
export async function removePlugin(paths: DataPaths, id: string): Promise<void> {
  await (await openPluginState(paths.pluginState)).setRemoved(id, true);
  await takeAway(paths.plugins, id);
}

/** Forgets that a carried plugin was removed, so that the next start installs it again. */
export async function restorePlugin(paths: DataPaths, id: string): Promise<void> {
  await (await openPluginState(paths.pluginState)).setRemoved(id, false);
  const file = installRecordFile(paths);
  const plugins: Record<string, InstalledPlugin> = { ...(await readInstallRecord(file)) };
  if (plugins[id] === undefined) return;
  delete plugins[id];
  await writeFileAtomically(file, installRecordText(plugins), 0o600);
}
