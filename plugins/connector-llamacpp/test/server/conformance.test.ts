import { connectorConformance } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { SUPPORTS } from '../../src/runtime/llama-runtime.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { LLAMA_SERVER, realServer } from '../support/real-server.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

/** A plain server keeps its model. */
function connectorTo(url: string, router: boolean): LlamaCppConnector {
  const runtime = new ServerRuntime(url, decodeConfig({}), { fetch });
  return new LlamaCppConnector({ runtimes: [runtime], supports: { ...SUPPORTS, unload: router } });
}

for (const router of [false, true]) {
  const kind = router ? 'router' : 'one model';
  await t.test(`a server of recorded answers, ${kind}`, async (t) => {
    const models = router ? ['tiny-a', 'tiny-b'] : ['tiny.gguf'];
    await connectorConformance(t, {
      async create() {
        const server = new WellBehavedServer(router, models);
        const connector = connectorTo(await server.listen(), router);
        const dispose = async () => {
          await connector.dispose();
          await server.close();
        };
        return { connector, modelId: models[0] ?? '', become: (condition) => server.become(condition), dispose };
      },
    });
  });
  const skip = LLAMA_SERVER === null && 'KORA_TEST_LLAMA_SERVER names no llama-server';
  await t.test(`a real llama-server, ${kind}`, { skip }, async (t) => {
    const server = await realServer(LLAMA_SERVER ?? '', router);
    t.teardown(() => server.close());
    await connectorConformance(t, {
      async create() {
        const connector = connectorTo(server.url, router);
        return { connector, modelId: server.models[0] ?? '', dispose: () => connector.dispose() };
      },
    });
  });
}
