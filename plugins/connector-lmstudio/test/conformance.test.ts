import { connectorConformance, fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../src/config/lm-studio-config.ts';
import { LmStudioConnector } from '../src/connector/lm-studio-connector.ts';
import { MODEL } from './support/calls.ts';
import { LmStudioServer } from './support/lm-studio-server.ts';
import { WellBehaved } from './support/well-behaved.ts';

await connectorConformance(t, {
  async create() {
    const server = new LmStudioServer(new WellBehaved().routes);
    const config = decodeConfig({ base_url: await server.listen() });
    const connector = new LmStudioConnector(config, { http: { fetch }, log: fakeLogger() });
    const dispose = async () => {
      await connector.dispose();
      await server.close();
    };
    return { connector, modelId: MODEL, dispose };
  },
});
