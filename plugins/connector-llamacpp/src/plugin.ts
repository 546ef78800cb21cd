import { config, definePlugin, httpClient, localServers, logger, modelCatalog, pluginFiles } from '@kora/plugin-sdk';
import { decodeConfig } from './config/llama-cpp-config.ts';
import { LlamaCppConnector } from './connector/llama-cpp-connector.ts';
import { FoundServers } from './discovery/found-servers.ts';
import { EmbeddedRuntime } from './embedded/embedded-runtime.ts';
import { ServerRuntime } from './server/server-runtime.ts';

/** Contributes the connector `llamacpp`. Nothing starts before the first call. */
export const plugin = definePlugin({
  id: 'connector-llamacpp',
  deps: { catalog: modelCatalog, files: pluginFiles, http: httpClient, local: localServers, log: logger, config },
  init({ catalog, files, http, local, log, config: section }, scope) {
    const settings = decodeConfig(section.value);
    const embedded = new EmbeddedRuntime(settings, { catalog, files, log });
    const { server_url } = settings;
    // A key is for the server that the user named beside it, and for no other.
    const open = (url: string) => new ServerRuntime(url, { ...settings, server_api_key: null }, http);
    const connector =
      server_url === null
        ? new LlamaCppConnector({ runtimes: [embedded], found: new FoundServers(local, open) })
        : new LlamaCppConnector({ runtimes: [embedded, new ServerRuntime(server_url, settings, http)] });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
