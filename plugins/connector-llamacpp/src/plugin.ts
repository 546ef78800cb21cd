import { config, definePlugin, httpClient, logger, modelCatalog, pluginFiles } from '@kora/plugin-sdk';
import { decodeConfig } from './config/llama-cpp-config.ts';
import { LlamaCppConnector } from './connector/llama-cpp-connector.ts';
import { EmbeddedRuntime } from './embedded/embedded-runtime.ts';
import { ServerRuntime } from './server/server-runtime.ts';

/** Contributes the connector `llamacpp`. Nothing starts before the first call. */
export const plugin = definePlugin({
  id: 'connector-llamacpp',
  deps: { catalog: modelCatalog, files: pluginFiles, http: httpClient, log: logger, config },
  init({ catalog, files, http, log, config: section }, scope) {
    const settings = decodeConfig(section.value);
    const embedded = new EmbeddedRuntime(settings, { catalog, files, log });
    const server = settings.server_url === null ? [] : [new ServerRuntime(settings.server_url, settings, http)];
    const connector = new LlamaCppConnector({ runtimes: [embedded, ...server] });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
