import { connectorConformance } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { embeddedBench } from '../support/embedded-bench.ts';

const bench = await embeddedBench();
t.teardown(() => bench.remove());

await connectorConformance(t, {
  async create() {
    const { connector } = bench.start({ context_tokens: 1024 });
    return { connector, modelId: 'tiny', dispose: () => connector.dispose() };
  },
});
