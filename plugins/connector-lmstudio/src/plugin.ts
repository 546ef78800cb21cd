import { config, definePlugin, httpClient, localServers, logger } from '@kora/plugin-sdk';
import { RuntimeFinder } from '@kora/plugin-sdk/http';
import { decodeConfig } from './config/lm-studio-config.ts';
import { LmStudioConnector } from './connector/lm-studio-connector.ts';
import { LM_STUDIO_KIND } from './discovery/is-lm-studio.ts';

/** Contributes the connector `lmstudio`. Nothing is asked before the first call. */
export const plugin = definePlugin({
  id: 'connector-lmstudio',
  deps: { http: httpClient, local: localServers, log: logger, config },
  init({ http, local, log, config: section }, scope) {
    const finder = new RuntimeFinder(local, LM_STUDIO_KIND);
    const connector = new LmStudioConnector(decodeConfig(section.value), { http, log, finder });
    scope.defer(() => connector.dispose());
    return { connectors: [connector] };
  },
});
