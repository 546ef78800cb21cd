import { connectorConformance, fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../../src/config/ollama-config.ts';
import { OllamaConnector } from '../../src/connector/ollama-connector.ts';
import { MODEL } from '../support/ollama-bodies.ts';
import { ProtocolServer } from '../support/protocol-server.ts';
import { WELL_BEHAVED } from '../support/well-behaved-ollama.ts';

await connectorConformance(t, {
  async create() {
    const server = new ProtocolServer(WELL_BEHAVED);
    const config = decodeConfig({ base_url: await server.listen(), num_ctx: 512 });
    const connector = new OllamaConnector(config, { http: { fetch }, log: fakeLogger() });
    return {
      connector,
      modelId: MODEL,
      async dispose() {
        await connector.dispose();
        await server.close();
      },
    };
  },
});
