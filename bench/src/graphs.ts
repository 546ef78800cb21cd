/** A task of a graph that is measured, as the contract has it. */
export interface BenchTask {
  readonly version: '1.0';
  readonly id: string;
  readonly type: 'deterministic' | 'aggregation';
  readonly dependencies: readonly string[];
  readonly input: { readonly operation: string; readonly arguments: object };
  readonly schema: object;
}

/** A graph that is measured. Every engine of a comparison gets the same one. */
export interface BenchGraph {
  readonly kora_version: string;
  readonly graph_id: string;
  readonly root: string;
  readonly tasks: readonly BenchTask[];
}

const id = (index: number) => `t${String(index).padStart(5, '0')}`;

/** A cheap task: it adds one to the sum of what it depends on. */
function adder(index: number, dependencies: readonly number[]): BenchTask {
  const values = dependencies.map((dependency) => ({ $from: id(dependency) }));
  return {
    version: '1.0',
    id: id(index),
    type: 'deterministic',
    dependencies: dependencies.map(id),
    input: { operation: 'list.sum', arguments: { numbers: [1, ...values] } },
    schema: { type: 'number' },
  };
}

const graph = (name: string, tasks: readonly BenchTask[]): BenchGraph => ({
  kora_version: '1.0.0',
  graph_id: name,
  root: tasks.at(-1)?.id ?? '',
  tasks,
});

/** Chains of at most 1,000 tasks, which is as deep as a graph may be. */
export const chain = (size: number) =>
  graph(
    'chain',
    Array.from({ length: size }, (_, i) => adder(i, i % 1000 === 0 ? [] : [i - 1])),
  );

/** One source, one sink, and everything else between them. */
export const fanOut = (size: number) =>
  graph('fan-out', [
    adder(0, []),
    ...Array.from({ length: size - 2 }, (_, i) => adder(i + 1, [0])),
    adder(
      size - 1,
      Array.from({ length: Math.min(size - 2, 500) }, (_, i) => i + 1),
    ),
  ]);

/** Layers of 20 tasks, each task fed by two of the layer before. */
export const layered = (size: number) =>
  graph(
    'layered',
    Array.from({ length: size }, (_, i) => adder(i, i < 20 ? [] : [i - 20, i - 20 - (i % 20) + ((i + 1) % 20)])),
  );
