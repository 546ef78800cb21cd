import { connectorConformance, fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../../src/config/ollama-config.ts';
import { OllamaConnector } from '../../src/connector/ollama-connector.ts';
import { CLOUD_STUB, MODEL } from '../support/ollama-bodies.ts';
import { OllamaRuntime } from '../support/ollama-runtime.ts';

await connectorConformance(t, {
  async create() {
    const runtime = new OllamaRuntime();
    const config = decodeConfig({ base_url: await runtime.start(), num_ctx: 512 });
    const connector = new OllamaConnector(config, { http: { fetch }, log: fakeLogger() });
    return {
      connector,
      modelId: MODEL,
      refusedModelId: String(CLOUD_STUB.name),
      become: (condition) => runtime.become(condition),
      async dispose() {
        await connector.dispose();
        await runtime.close();
      },
    };
  },
});
