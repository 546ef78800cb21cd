import { join } from 'node:path';
import { discoverPlugins } from './plugin-package.ts';
import { buildFolder, inWorkspace } from './workspace.ts';

/** One thing that the build makes, and everything that it is made from. */
export interface Target {
  readonly name: string;
  readonly inputs: readonly string[];
  /** Files or folders. */
  readonly outputs: readonly string[];
  build(): Promise<void>;
}

const shared = [
  inWorkspace('package-lock.json'),
  inWorkspace('contracts'),
  inWorkspace('plugin-sdk'),
  inWorkspace('launcher', 'scripts', 'build'),
];

/** What starts Studio. */
export const launcherFile = join(buildFolder, 'kora.js');
/** The launcher's bundle. */
export const launcherFolder = join(buildFolder, 'launcher');
/** The licences of everything that the build holds. */
export const licencesFile = join(buildFolder, 'licences.txt');
/** One folder for each plugin that the launcher carries. */
export const carriedFolder = join(buildFolder, 'plugins');

/** Everything that `npm run build` makes. The builders are loaded only when something is stale. */
export function targets(): readonly Target[] {
  const plugins = discoverPlugins().map((plugin): Target => {
    const output = join(carriedFolder, plugin.id);
    return {
      name: `plugin-${plugin.id}`,
      inputs: [...shared, plugin.folder],
      outputs: [output],
      build: async () => (await import('./build-plugin.ts')).buildPlugin(plugin, output),
    };
  });
  const launcher: Target = {
    name: 'launcher',
    inputs: [...shared, inWorkspace('kernel'), inWorkspace('launcher')],
    outputs: [launcherFolder, launcherFile],
    build: async () => (await import('./build-launcher.ts')).buildLauncher(launcherFolder, launcherFile),
  };
  return [...plugins, launcher];
}
