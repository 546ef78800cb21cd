import type { InstalledModels, LocalServers, Planning, RunStarter } from '@kora/plugin-sdk';
import { serviceErrors } from '../errors.ts';
import type { PluginIdentity } from '../plugin-identity.ts';

/** What Studio itself can do for a plugin. Asked for only when a plugin is activated, because it stands on the registry. */
export interface StudioServices {
  runStarter(): RunStarter;
  planning(): Planning;
  installedModels(): InstalledModels;
  localServers(): LocalServers;
}

/** Planning and running cost the user time and may ask models: only for plugins whose signed manifest says so. */
export function requireRuns({ manifest }: PluginIdentity): void {
  if (manifest.capabilities.runs !== true)
    throw serviceErrors.KORA_CAPABILITY_DENIED({ plugin_id: manifest.id, capability: 'runs' });
}
