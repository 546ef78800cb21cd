import { join } from 'node:path';

/** Where everything lives, as absolute paths below one data root. Folders exist once the root is open; files may not. */
export interface DataPaths {
  readonly models: string;
  /** The catalogue of installed models, a file. */
  readonly catalog: string;
  readonly configs: string;
  /** The user's settings, a file that only the user's own hand or the settings page writes. */
  readonly studioConfig: string;
  /** The publishers whose plugins may load, a file. */
  readonly trustedPublishers: string;
  /** The bearer token of the local API, a file of mode 0600. */
  readonly apiToken: string;
  readonly sessions: string;
  /** What the user did with plugins (removed, switched off), a file. */
  readonly pluginState: string;
  readonly plugins: string;
  /** Parent of the folders that belong to one plugin each and outlive its updates. */
  readonly pluginStorage: string;
  readonly conversations: string;
  readonly telemetry: string;
  /** The index over the run logs, an SQLite file that can be deleted at any time. */
  readonly telemetryIndex: string;
  readonly runs: string;
  readonly logs: string;
  readonly caches: string;
  readonly exports: string;
}

/** Names of the folders directly below a data root. */
export const DATA_FOLDERS = [
  'models',
  'configs',
  'plugins',
  'plugin-storage',
  'conversations',
  'telemetry',
  'runs',
  'logs',
  'caches',
  'exports',
] as const;

/** Lays out a data root (architecture, section 6). Touches nothing. */
export function dataPathsOf(root: string): DataPaths {
  const configs = join(root, 'configs');
  const telemetry = join(root, 'telemetry');
  const models = join(root, 'models');
  return {
    models,
    catalog: join(models, 'catalog.json'),
    configs,
    studioConfig: join(configs, 'studio.json'),
    trustedPublishers: join(configs, 'trusted-publishers.json'),
    apiToken: join(configs, 'api-token'),
    sessions: join(configs, 'sessions.json'),
    pluginState: join(configs, 'plugin-state.json'),
    plugins: join(root, 'plugins'),
    pluginStorage: join(root, 'plugin-storage'),
    conversations: join(root, 'conversations'),
    telemetry,
    telemetryIndex: join(telemetry, 'index.sqlite'),
    runs: join(root, 'runs'),
    logs: join(root, 'logs'),
    caches: join(root, 'caches'),
    exports: join(root, 'exports'),
  };
}
