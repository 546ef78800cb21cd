import { integer, strict } from '@kora/contracts';
import * as t from 'io-ts';

/** Context that models are first loaded with; a longer one is the user's choice and costs more. */
export const ASSUMED_CONTEXT_TOKENS = 4096;

const count = integer('Count', 0);

/** What a model takes in memory for a given context. */
export const memoryEstimateCodec = strict('MemoryEstimate', {
  context_tokens: count,
  weights_bytes: count,
  /** Key-value cache at 16 bits; null when the file does not tell its attention's shape. */
  cache_bytes: t.union([count, t.null]),
  total_bytes: count,
});
export type MemoryEstimate = t.TypeOf<typeof memoryEstimateCodec>;

/** What an estimate needs of a model. Nulls are unknown. */
export interface EstimatedModel {
  readonly size_bytes: number;
  /** The longest context that the model was made for. */
  readonly context_tokens: number | null;
  readonly cache_bytes_per_token: number | null;
}

/**
 * Estimates: all weights as they lie on disk, a 16-bit cache for so many tokens (at most the model's own limit), and a tenth
 * on top for compute buffers. To warn by, not to refuse by: quantised caches and memory mapping take less.
 */
export function estimateMemory(model: EstimatedModel, context: number = ASSUMED_CONTEXT_TOKENS): MemoryEstimate {
  const context_tokens = Math.min(context, model.context_tokens ?? context);
  const cache_bytes = model.cache_bytes_per_token === null ? null : model.cache_bytes_per_token * context_tokens;
  const total_bytes = Math.ceil((model.size_bytes + (cache_bytes ?? 0)) * 1.1);
  return { context_tokens, weights_bytes: model.size_bytes, cache_bytes, total_bytes };
}
