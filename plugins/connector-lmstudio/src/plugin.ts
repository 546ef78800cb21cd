import { config, definePlugin, httpClient, logger } from '@kora/plugin-sdk';
import { decodeConfig } from './config/lm-studio-config.ts';
import { LmStudioConnector } from './connector/lm-studio-connector.ts';

/** Contributes the connector `lmstudio`. Nothing is asked before the first call. */
export const plugin = definePlugin({
  id: 'connector-lmstudio',
  deps: { http: httpClient, log: logger, config },
  init({ http, log, config: section }, scope) {
    const connector = new LmStudioConnector(decodeConfig(section.value), { http, log });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
