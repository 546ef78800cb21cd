import { config, definePlugin, httpClient, localServers, logger } from '@kora/plugin-sdk';
import { RuntimeFinder } from '@kora/plugin-sdk/http';
import { decodeConfig } from './config/ollama-config.ts';
import { OllamaConnector } from './connector/ollama-connector.ts';
import { OLLAMA_KIND } from './discovery/is-ollama.ts';

/** Contributes the connector `ollama`. Nothing is asked of Ollama before the first call. */
export const plugin = definePlugin({
  id: 'connector-ollama',
  deps: { http: httpClient, local: localServers, log: logger, config },
  init({ http, local, log, config: section }, scope) {
    const finder = new RuntimeFinder(local, OLLAMA_KIND);
    const connector = new OllamaConnector(decodeConfig(section.value), { http, log, finder });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
