import type { LlamaEmbeddingContext } from 'node-llama-cpp';
import type { ModelSpec } from '../child-protocol.ts';
import { ChildFault } from './child-fault.ts';
import type { LoadedModel } from './loaded-model.ts';

/** A vector of length 1 in the same direction, as other runtimes give it; one without direction stays as it is. */
function normalised(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((value) => value / length);
}

function requireRoom(context: LlamaEmbeddingContext, text: string, contextTokens: number): void {
  const prompt_tokens = context.calculateInputLength(text);
  if (prompt_tokens <= contextTokens) return;
  throw new ChildFault('context_overflow', 'a text does not fit into the context', {
    prompt_tokens,
    max_tokens: 0,
    context_tokens: contextTokens,
  });
}

/**
 * One vector for each text. All are counted before the first is computed: a text that does not fit is refused and never cut.
 * @throws ChildFault `context_overflow`; the signal's reason between two texts.
 */
export async function embedTexts(
  { model, contextTokens }: LoadedModel,
  spec: ModelSpec,
  inputs: readonly string[],
  signal: AbortSignal,
): Promise<number[][]> {
  const contextSize = { max: spec.context_tokens };
  const context = await model.createEmbeddingContext({ contextSize, threads: spec.threads, createSignal: signal });
  try {
    for (const text of inputs) requireRoom(context, text, contextTokens);
    const vectors: number[][] = [];
    for (const text of inputs) {
      signal.throwIfAborted();
      vectors.push(normalised((await context.getEmbeddingFor(text)).vector));
    }
    return vectors;
  } finally {
    await context.dispose();
  }
}
