import type { BenchGraph } from '../graphs.ts';

/** One engine of the comparison. It gets a graph in our form once and turns it into its own form outside of the measured time. */
export interface Runner {
  /** @returns what is measured: from the engine's own data to the value of the graph's root. */
  prepare(graph: BenchGraph): () => Promise<number>;
}
