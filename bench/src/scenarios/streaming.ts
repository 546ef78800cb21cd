import { join } from 'node:path';
import { type Studio, withFolder } from '@kora/test/studio';
import { writeTinyGguf } from '@kora/test/tiny-gguf';
import type { Measurement, Scenario } from '../report.ts';
import { startChildServer } from '../servers/child-server.ts';
import { withLlamaServer } from '../servers/llama-server.ts';
import { ONCE, type Plan } from '../statistics.ts';
import { compareStreams, type StreamComparison } from '../streaming/compare-streams.ts';
import { llamaServerStream } from '../streaming/llama-server-stream.ts';
import { withNodeLlama } from '../streaming/node-llama-stream.ts';
import { studioStream } from '../streaming/studio-stream.ts';
import { withStudio } from '../studio/with-studio.ts';

/** A llama-server's program, and a model for it and for node-llama-cpp instead of the tiny one. */
const { KORA_BENCH_LLAMA_SERVER: binary, KORA_BENCH_MODEL: givenModel } = process.env;
const NO_SERVER =
  'No llama-server was measured: set KORA_BENCH_LLAMA_SERVER to its program, and KORA_BENCH_MODEL to a GGUF file if it is not to be the tiny model.';
const CONTEXT_TOKENS = 4096;
const planOf = (smoke: boolean): Plan => (smoke ? ONCE : { warmups: 2, rounds: 9, budget_ms: 25_000 });
const tokensOf = (smoke: boolean) => (smoke ? 20 : givenModel === undefined ? 500 : 100);
/** Of the stand-in: what a good processor makes of a small model, and as fast as it goes. */
const [PACED, UNPACED] = ['paced-200', 'paced-0'] as const;

const settingsOf = (server_url: string) => ({
  settings: { plugins: { 'connector-llamacpp': { context_tokens: CONTEXT_TOKENS, server_url } } },
});

/** The stand-in through Studio and directly, then the embedded runtime beside node-llama-cpp with the same file. */
async function withoutServer(model: string, kind: string, smoke: boolean): Promise<readonly Measurement[]> {
  const program = new URL('../servers/paced-llama-server.ts', import.meta.url);
  const server = await startChildServer(program, [PACED, UNPACED]);
  const plan = planOf(smoke);
  const pair = (studio: Studio, name: string, comparison: Omit<StreamComparison, 'plan'>) => {
    const direct = llamaServerStream(server.url, 'the stand-in directly', name);
    return compareStreams(studioStream(studio, name), direct, { ...comparison, plan });
  };
  try {
    return await withStudio(settingsOf(server.url), async (studio) => {
      const { status, body } = await studio.request('POST', '/models/catalog', { file_path: model, model_id: 'bench' });
      if (status >= 300) throw new Error(`the model was refused: ${JSON.stringify(body)}`);
      const tokens = smoke ? 20 : 200;
      return [
        ...(await pair(studio, PACED, { title: 'stand-in, 200 tokens/s', tokens, targets: true })),
        ...(await pair(studio, UNPACED, { title: 'stand-in, unpaced', tokens: tokens * 10, targets: false })),
        ...(await withNodeLlama(model, CONTEXT_TOKENS, (direct) => {
          const comparison = { title: `embedded, ${kind}`, tokens: tokensOf(smoke), plan, targets: true };
          return compareStreams(studioStream(studio, 'bench'), direct, comparison);
        })),
      ];
    });
  } finally {
    await server.stop();
  }
}

/**
 * Tokens through Studio beside the same runtime without it: node-llama-cpp in process, a llama-server that the harness is
 * given, and a stand-in for one, which shows what Studio adds without the noise of a model that computes.
 */
export const streaming: Scenario = {
  name: 'streaming',
  run: (smoke) =>
    withFolder(async (folder) => {
      const model = givenModel ?? join(folder, 'tiny.gguf');
      if (givenModel === undefined) await writeTinyGguf(model);
      const kind = givenModel === undefined ? 'the tiny model' : 'the given model';
      const findings = await withoutServer(model, kind, smoke);
      if (binary === undefined) return [...findings, { remark: NO_SERVER }];
      const comparison = { title: `llama-server, ${kind}`, tokens: tokensOf(smoke), plan: planOf(smoke) };
      const server = await withLlamaServer(binary, model, CONTEXT_TOKENS, (url) =>
        withStudio(settingsOf(url), (studio) => {
          const direct = llamaServerStream(url, 'llama-server directly');
          return compareStreams(studioStream(studio), direct, { ...comparison, targets: true });
        }),
      );
      return [...findings, ...server];
    }),
};
