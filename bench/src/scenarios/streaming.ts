import { join } from 'node:path';
import { withFolder } from '@kora/test/studio';
import { writeTinyGguf } from '@kora/test/tiny-gguf';
import type { Finding, Scenario } from '../report.ts';
import { startChildServer } from '../servers/child-server.ts';
import { withLlamaServer } from '../servers/llama-server.ts';
import { compareStreams, type StreamComparison } from '../streaming/compare-streams.ts';
import { llamaServerStream } from '../streaming/llama-server-stream.ts';
import { withNodeLlama } from '../streaming/node-llama-stream.ts';
import { studioStream } from '../streaming/studio-stream.ts';
import { withStudio } from '../studio/with-studio.ts';

/** A llama-server's program, and a model for it and for node-llama-cpp instead of the tiny one. */
const { KORA_BENCH_LLAMA_SERVER: binary, KORA_BENCH_MODEL: givenModel } = process.env;
const CONTEXT_TOKENS = 4096;
/** Tokens per second of the stand-in: about what a good processor makes of a small model. */
const PACE = 200;

const settingsOf = (llama: object) => ({
  settings: { plugins: { 'connector-llamacpp': { context_tokens: CONTEXT_TOKENS, ...llama } } },
});

/** A llama-server called through Studio and directly. */
const beside = (url: string, name: string, comparison: StreamComparison) =>
  withStudio(settingsOf({ server_url: url }), (studio) =>
    compareStreams(studioStream(studio), llamaServerStream(url, name), comparison),
  );

async function besideStandIn(pace: number, comparison: StreamComparison) {
  const server = await startChildServer(new URL('../servers/paced-llama-server.ts', import.meta.url), [`${pace}`]);
  try {
    return await beside(server.url, 'the stand-in directly', comparison);
  } finally {
    await server.stop();
  }
}

/** The embedded runtime beside node-llama-cpp with the same file. */
const embedded = (model: string, comparison: StreamComparison) =>
  withStudio(settingsOf({}), async (studio) => {
    const { status, body } = await studio.request('POST', '/models/catalog', { file_path: model, model_id: 'bench' });
    if (status >= 300) throw new Error(`the model was refused: ${JSON.stringify(body)}`);
    return withNodeLlama(model, CONTEXT_TOKENS, (direct) => compareStreams(studioStream(studio), direct, comparison));
  });

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
      const rounds = smoke ? 1 : 9;
      const tokens = smoke ? 20 : 200;
      const long = smoke ? 20 : givenModel === undefined ? 500 : 100;
      const findings: Finding[] = [
        ...(await besideStandIn(PACE, { title: `${PACE} tokens/s`, tokens, rounds, targets: true })),
        ...(await besideStandIn(0, { title: 'as fast as it goes', tokens: tokens * 10, rounds, targets: false })),
        ...(await embedded(model, { title: `embedded, ${kind}`, tokens: long, rounds, targets: true })),
      ];
      if (binary === undefined) {
        const remark =
          'No llama-server was measured: set KORA_BENCH_LLAMA_SERVER to its program, and KORA_BENCH_MODEL to a GGUF file if it is not to be the tiny model.';
        return [...findings, { remark }];
      }
      const server = await withLlamaServer(binary, model, CONTEXT_TOKENS, (url) =>
        beside(url, 'llama-server directly', { title: `llama-server, ${kind}`, tokens: long, rounds, targets: true }),
      );
      return [...findings, ...server];
    }),
};
