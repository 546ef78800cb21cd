export { defineErrors, type ErrorDefinition } from './errors/define-errors.ts';
export { type ErrorDetails, isKoraError, KoraError } from './errors/kora-error.ts';
export {
  type Contributions,
  type Dependencies,
  definePlugin,
  type PluginDefinition,
  type ProvidedService,
  provide,
  type Resolved,
  type Scope,
} from './plugin/plugin.ts';
export {
  type Clock,
  clock,
  config,
  conversationsFolder,
  exportsFolder,
  type HttpClient,
  httpClient,
  type InstalledModels,
  installedModels,
  type LocalAnswer,
  type LocalServer,
  type LocalServers,
  type Logger,
  localServers,
  logger,
  type ModelCatalog,
  modelCatalog,
  modelsFolder,
  type Planning,
  type PluginConfig,
  type PluginFiles,
  planning,
  pluginFiles,
  type RunStarter,
  runStarter,
  type StartedRun,
  type Storage,
  storage,
} from './tokens/services.ts';
export { createToken, type Token } from './tokens/token.ts';
export { giveWay, nextTurn } from './turns/give-way.ts';
export { unlessAborted } from './turns/unless-aborted.ts';
