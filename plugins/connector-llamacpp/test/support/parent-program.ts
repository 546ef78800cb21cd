import path from 'node:path';
import { fakeLogger } from '@kora/plugin-sdk/testing';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { EmbeddedRuntime } from '../../src/embedded/embedded-runtime.ts';
import { never, requestTo } from './calls.ts';
import { catalogEntry } from './catalog-entry.ts';

// A stand-in for Studio: `node parent-program.ts <bench folder> generating|idle`.
const [folder = '', mode] = process.argv.slice(2);
const runtime = new EmbeddedRuntime(decodeConfig({}), {
  catalog: { list: async () => [catalogEntry('tiny', path.join(folder, 'tiny.gguf'))] },
  files: { resolve: (name) => path.join(folder, 'plugin', name), readText: async () => '' },
  log: fakeLogger(),
});
const max_tokens = mode === 'generating' ? 3500 : 4;
let isTold = false;
for await (const event of runtime.invoke(requestTo('tiny', { max_tokens }), never())) {
  if (event.type === 'delta' && !isTold) process.send?.(runtime.pid);
  isTold ||= event.type === 'delta';
}
process.disconnect?.();
