import { estimateMemory } from '../hardware/memory-estimate.ts';
import type { GgufHeader } from './read-gguf-header.ts';

const MIB = 1024 * 1024;

/** The memory in MiB that running a model wholly on a GPU takes with a context of 4,096 tokens; see {@link estimateMemory}. */
export function estimateVramMb(header: GgufHeader, size_bytes: number): number {
  return Math.ceil(estimateMemory({ ...header, size_bytes }).total_bytes / MIB);
}
