import type { Json } from '@kora/contracts';
import {
  type Clock,
  clock,
  config,
  conversationsFolder,
  exportsFolder,
  httpClient,
  installedModels,
  type Logger,
  localServers,
  logger,
  modelsFolder,
  type PluginConfig,
  planning,
  pluginFiles,
  runStarter,
  type Scope,
  storage,
  type Token,
} from '@kora/plugin-sdk';
import { createHttpClient } from './http-client.ts';
import { createPluginFiles } from './plugin-files.ts';
import type { PluginIdentity } from './plugin-identity.ts';
import { createStorage } from './storage.ts';
import { requireRuns, type StudioServices } from './studio/studio-services.ts';
import { userHosts } from './user-hosts.ts';

/** What the kernel has, and gives away only in attenuated form. */
export interface ServiceEnvironment {
  readonly paths: {
    readonly pluginStorage: string;
    readonly models: string;
    readonly conversations: string;
    readonly exports: string;
  };
  readonly logs: { logger(name: string): Logger };
  readonly config: { readonly plugins: { readonly [id: string]: Json } };
  readonly clock: Clock;
  readonly studio: StudioServices;
}

/** Makes one service for one activation of one plugin. */
export type ServiceFactory = (plugin: PluginIdentity, scope: Scope) => unknown;

/** @returns a copy, so that a plugin cannot change what others will read; null when studio.json has no section for it. */
function pluginConfig(plugins: ServiceEnvironment['config']['plugins'], id: string): PluginConfig {
  return { value: Object.hasOwn(plugins, id) ? structuredClone(plugins[id] ?? null) : null };
}

/** A factory for every token that the kernel itself stands behind, by token name. */
export function serviceFactories(environment: ServiceEnvironment): ReadonlyMap<string, ServiceFactory> {
  const factories = new Map<string, ServiceFactory>();
  const bind = <T>(token: Token<T>, make: (plugin: PluginIdentity, scope: Scope) => T | Promise<T>) =>
    factories.set(token.name, make);

  bind(logger, ({ manifest }) => environment.logs.logger(manifest.id));
  bind(clock, () => environment.clock);
  bind(httpClient, (plugin, scope) => {
    const hosts = userHosts(environment.config.plugins, plugin.manifest.id);
    const client = createHttpClient(plugin, { userHosts: hosts });
    scope.defer(() => client.destroy());
    // The agent stays with the kernel: a plugin could use it to reach any host.
    return { fetch: (url, init) => client.fetch(url, init) };
  });
  bind(storage, (plugin) => createStorage(plugin, environment.paths.pluginStorage));
  bind(pluginFiles, (plugin) => createPluginFiles(plugin));
  bind(config, ({ manifest }) => pluginConfig(environment.config.plugins, manifest.id));
  bind(modelsFolder, () => environment.paths.models);
  bind(conversationsFolder, () => environment.paths.conversations);
  bind(exportsFolder, () => environment.paths.exports);
  bind(installedModels, () => environment.studio.installedModels());
  bind(localServers, () => environment.studio.localServers());
  bind(runStarter, (plugin) => {
    requireRuns(plugin);
    return environment.studio.runStarter();
  });
  bind(planning, (plugin) => {
    requireRuns(plugin);
    return environment.studio.planning();
  });
  return factories;
}
