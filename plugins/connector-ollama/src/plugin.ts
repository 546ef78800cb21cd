import { config, definePlugin, httpClient, logger } from '@kora/plugin-sdk';
import { decodeConfig } from './config/ollama-config.ts';
import { OllamaConnector } from './connector/ollama-connector.ts';

/** Contributes the connector `ollama`. Nothing is asked of Ollama before the first call. */
export const plugin = definePlugin({
  id: 'connector-ollama',
  deps: { http: httpClient, log: logger, config },
  init({ http, log, config: section }, scope) {
    const connector = new OllamaConnector(decodeConfig(section.value), { http, log });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
