import type { BenchGraph } from '../graphs.ts';

/** One run of the graph that was loaded last. */
export interface Sample {
  readonly wall_ms: number;
  /** Of all threads of all processes that took part. */
  readonly cpu_ms: number;
  /** The value of the graph's root. */
  readonly output: number;
}

/** What is compared: an engine in a process of its own. */
export interface Subject {
  readonly name: string;
  load(graph: BenchGraph): Promise<void>;
  run(): Promise<Sample>;
  close(): Promise<void>;
}
