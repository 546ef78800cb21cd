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
  type HttpClient,
  httpClient,
  type Logger,
  logger,
  type ModelCatalog,
  modelCatalog,
  modelsFolder,
  type PluginConfig,
  type PluginFiles,
  pluginFiles,
  type Storage,
  storage,
} from './tokens/services.ts';
export { createToken, type Token } from './tokens/token.ts';
