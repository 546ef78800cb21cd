import type { GgufHeader } from './read-gguf-header.ts';

const MIB = 1024 * 1024;

/** Context that a model is first loaded with; a longer one is the user's choice and costs more. */
const ASSUMED_CONTEXT_TOKENS = 4096;

/**
 * Estimates the memory in MiB that running a model wholly on a GPU takes: all weights as they lie on disk, a 16-bit
 * key-value cache for 4,096 tokens (or the model's context, if shorter), and a tenth on top for compute buffers. An
 * estimate to warn by, not to refuse by: quantised caches, longer contexts and partial offload change it.
 */
export function estimateVramMb(header: GgufHeader, size_bytes: number): number {
  const context = Math.min(header.context_tokens ?? ASSUMED_CONTEXT_TOKENS, ASSUMED_CONTEXT_TOKENS);
  const cache = (header.cache_bytes_per_token ?? 0) * context;
  return Math.ceil(((size_bytes + cache) * 1.1) / MIB);
}
