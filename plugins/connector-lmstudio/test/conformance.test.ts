import { connectorConformance, fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../src/config/lm-studio-config.ts';
import { LmStudioConnector } from '../src/connector/lm-studio-connector.ts';
import { MODEL } from './support/calls.ts';
import { EMBEDDING } from './support/lists.ts';
import { LmStudioRuntime } from './support/lm-studio-runtime.ts';
import { FAR_MODEL } from './support/well-behaved.ts';

await connectorConformance(t, {
  async create() {
    const runtime = new LmStudioRuntime();
    const config = decodeConfig({ base_url: await runtime.start() });
    const connector = new LmStudioConnector(config, { http: { fetch }, log: fakeLogger(), pollMs: 5 });
    const dispose = async () => {
      await connector.dispose();
      await runtime.close();
    };
    const embeddingModelId = String(EMBEDDING.key);
    const refusedModelId = FAR_MODEL;
    return {
      connector,
      modelId: MODEL,
      embeddingModelId,
      refusedModelId,
      become: (condition) => runtime.become(condition),
      dispose,
    };
  },
});
