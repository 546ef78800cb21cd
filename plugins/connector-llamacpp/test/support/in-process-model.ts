import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject, PlainMessage } from '@kora/contracts';
import type { Llama } from 'node-llama-cpp';
import { writeTinyGguf } from '../../../../test/support/tiny-gguf/generate.ts';
import { toChatHistory } from '../../src/embedded/child/chat-history.ts';
import {
  type GenerationOptions,
  type GenerationResult,
  generate,
  grammarFor,
} from '../../src/embedded/child/generation.ts';
import { type LoadedModel, loadModel } from '../../src/embedded/child/loaded-model.ts';
import { startLlama } from '../../src/embedded/child/start-llama.ts';

/** The code of the child process, run in the test's own process so that its insides can be looked at. */
export interface InProcessModel {
  readonly llama: Llama;
  readonly loaded: LoadedModel;
  /** Generates with temperature 1 unless told otherwise. */
  generate(messages: readonly PlainMessage[], options: Partial<GenerationOptions>): Promise<GenerationResult>;
  /** What comes out under a lowered schema. */
  answer(
    schema: JsonObject,
    seed: number,
    maxTokens?: number,
  ): Promise<GenerationResult & { text: string; constraint: string }>;
  remove(): Promise<void>;
}

/** Loads the tiny model. */
export async function inProcessModel(contextTokens = 4096): Promise<InProcessModel> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kora-llamacpp-inside-'));
  const spec = { path: path.join(folder, 'tiny.gguf'), context_tokens: contextTokens, threads: 1, gpu: false } as const;
  await writeTinyGguf(spec.path);
  const llama = await startLlama(spec, () => undefined);
  const loaded = await loadModel(llama, spec, new AbortController().signal);
  const run: InProcessModel['generate'] = (messages, options) =>
    generate(loaded, {
      history: toChatHistory(messages),
      sampling: { temperature: 1, top_p: 1, seed: 1, stop: [] },
      maxTokens: 100,
      grammar: undefined,
      reusePrompt: false,
      signal: new AbortController().signal,
      onChunk: () => undefined,
      ...options,
    });
  return {
    llama,
    loaded,
    generate: run,
    async answer(schema, seed, maxTokens = 1500) {
      const { constraint, grammar } = await grammarFor(llama, schema);
      let text = '';
      const result = await run([{ role: 'user', content: 'x' }], {
        sampling: { temperature: 1, top_p: 1, seed, stop: [] },
        maxTokens,
        grammar,
        onChunk: (_kind, piece) => {
          text += piece;
        },
      });
      return { ...result, text, constraint };
    },
    async remove() {
      await llama.dispose();
      await rm(folder, { recursive: true });
    },
  };
}
