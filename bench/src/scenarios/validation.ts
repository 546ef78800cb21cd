import { decode, executeRequestCodec, prepareGraph } from '@kora/contracts';
import { chain, fanOut, layered } from '../graphs.ts';
import type { Measurement, Scenario } from '../report.ts';
import { median, ONCE, roundsOf } from '../statistics.ts';

const SHAPES = [chain, fanOut, layered];

/** One validation as the kernel does it before it asks the backend, in milliseconds of CPU. */
function validate(request: unknown): number {
  const before = process.cpuUsage();
  const decoded = decode(executeRequestCodec, request);
  const prepared = decoded._tag === 'Left' ? decoded : prepareGraph(decoded.right.taskgraph);
  const { user, system } = process.cpuUsage(before);
  if (prepared._tag === 'Left') throw new Error(`the graph is refused: ${JSON.stringify(prepared.left)}`);
  return (user + system) / 1000;
}

/** Decode, check, freeze and hash alone. It must be linear: a task may not cost more in a larger graph. */
export const validation: Scenario = {
  name: 'validation',
  run: async (smoke) => {
    const sizes = smoke ? [100, 200] : [100, 300, 1_000, 3_000, 10_000];
    const measurements: Measurement[] = [];
    for (const make of SHAPES) {
      const requests = sizes.map((size) => ({ api_version: '1.0', taskgraph: make(size) }));
      const samples = new Map<number, number[]>(sizes.map((size) => [size, []]));
      // Small graphs are repeated until they weigh as much as the largest.
      for (const counts of roundsOf(smoke ? ONCE : { warmups: 1, rounds: 5, budget_ms: 20_000 })) {
        for (const [at, size] of sizes.entries()) {
          const repeats = smoke ? 1 : Math.ceil(10_000 / size);
          let spent = 0;
          for (let repeat = 0; repeat < repeats; repeat++) spent += validate(requests[at]);
          if (counts) samples.get(size)?.push((spent * 1000) / repeats / size);
        }
      }
      const costs = sizes.map((size) => ({ size, cost: median(samples.get(size) ?? []) }));
      const shape = requests[0]?.taskgraph.graph_id ?? '';
      const reference = costs.find(({ size }) => size === 1_000) ?? costs[0];
      for (const { size, cost } of costs) {
        measurements.push({
          name: `${shape}, ${size} tasks, CPU`,
          value: cost,
          unit: 'us/task',
          ...(reference === undefined || reference.size === size
            ? {}
            : {
                beside: {
                  name: `${reference.size} tasks`,
                  value: reference.cost,
                  ...(size === 10_000 ? { target: { at_most: 1.2 } } : {}),
                },
              }),
        });
      }
    }
    return measurements;
  },
};
