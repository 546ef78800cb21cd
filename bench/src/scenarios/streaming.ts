import { join } from 'node:path';
import { type Studio, withFolder } from '@kora/test/studio';
import { type ModelShape, writeTinyGguf } from '@kora/test/tiny-gguf';
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
/** The tiny model is asked for more, because its tokens are so short that a hundred of them are hard to time. */
const tokensOf = (smoke: boolean, { usable }: Model) => (smoke ? 20 : usable ? 100 : 500);
/**
 * As small as a model is that people use: 100 MB are read for each token, as with one of 135 million weights at 6 bits. The
 * tiny model beside it writes a token in a twentieth of that time, which shows what Studio adds to each.
 */
const SMALL: ModelShape = { layers: 8, width: 512, feed_forward: 1408, heads: 8 };
/** Of the stand-in: what a good processor makes of a small model, and as fast as it goes. */
const [PACED, UNPACED] = ['paced-200', 'paced-0'] as const;

const settingsOf = (server_url: string) => ({
  settings: { plugins: { 'connector-llamacpp': { context_tokens: CONTEXT_TOKENS, server_url } } },
});

/** A GGUF file, what it is called in the table, and whether it is one that people would use. */
interface Model {
  readonly file: string;
  readonly kind: string;
  readonly usable: boolean;
}

/** The model that was given, or the tiny one and, unless nothing is measured in earnest, the small one. */
async function modelsIn(folder: string, smoke: boolean): Promise<readonly [Model, ...Model[]]> {
  if (givenModel !== undefined) return [{ file: givenModel, kind: 'the given model', usable: true }];
  const tiny = { file: join(folder, 'tiny.gguf'), kind: 'the tiny model', usable: false };
  const small = { file: join(folder, 'small.gguf'), kind: 'a small model', usable: true };
  await writeTinyGguf(tiny.file);
  if (smoke) return [tiny];
  await writeTinyGguf(small.file, { shape: SMALL });
  return [tiny, small];
}

/** The stand-in through Studio and directly, then the embedded runtime beside node-llama-cpp with the same file. */
async function withoutServer(models: readonly Model[], smoke: boolean): Promise<readonly Measurement[]> {
  const program = new URL('../servers/paced-llama-server.ts', import.meta.url);
  const server = await startChildServer(program, [PACED, UNPACED]);
  const plan = planOf(smoke);
  const pair = (studio: Studio, name: string, comparison: Omit<StreamComparison, 'plan'>) => {
    const direct = llamaServerStream(server.url, 'the stand-in directly', name);
    return compareStreams(studioStream(studio, name), direct, { ...comparison, plan });
  };
  try {
    return await withStudio(settingsOf(server.url), async (studio) => {
      const tokens = smoke ? 20 : 200;
      const findings = [
        ...(await pair(studio, PACED, { title: 'stand-in, 200 tokens/s', tokens, targets: true })),
        ...(await pair(studio, UNPACED, { title: 'stand-in, unpaced', tokens: tokens * 10, targets: false })),
      ];
      for (const [index, model] of models.entries()) {
        const { file, kind, usable } = model;
        const model_id = `bench-${index}`;
        const { status, body } = await studio.request('POST', '/models/catalog', { file_path: file, model_id });
        if (status >= 300) throw new Error(`the model was refused: ${JSON.stringify(body)}`);
        const compared = await withNodeLlama(file, CONTEXT_TOKENS, (direct) => {
          const comparison = { title: `embedded, ${kind}`, tokens: tokensOf(smoke, model), plan, targets: usable };
          return compareStreams(studioStream(studio, model_id), direct, comparison);
        });
        findings.push(...compared);
      }
      return findings;
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
      const models = await modelsIn(folder, smoke);
      const findings = await withoutServer(models, smoke);
      if (binary === undefined) return [...findings, { remark: NO_SERVER }];
      const [model] = models;
      const { file, kind } = model;
      const comparison = { title: `llama-server, ${kind}`, tokens: tokensOf(smoke, model), plan: planOf(smoke) };
      const server = await withLlamaServer(binary, file, CONTEXT_TOKENS, (url) =>
        withStudio(settingsOf(url), (studio) => {
          const direct = llamaServerStream(url, 'llama-server directly');
          return compareStreams(studioStream(studio), direct, { ...comparison, targets: true });
        }),
      );
      return [...findings, ...server];
    }),
};
