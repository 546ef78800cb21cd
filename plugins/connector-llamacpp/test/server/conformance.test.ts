import { connectorConformance } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

await connectorConformance(t, {
  async create() {
    const server = new WellBehavedServer();
    const server_url = await server.start();
    const runtime = new ServerRuntime(server_url, decodeConfig({ server_url }), { fetch });
    const connector = new LlamaCppConnector([runtime]);
    const dispose = async () => {
      await connector.dispose();
      await server.close();
    };
    return { connector, modelId: 'tiny.gguf', become: (condition) => server.become(condition), dispose };
  },
});
