import { availableParallelism } from 'node:os';
import type { JsonObject } from '@kora/contracts';
import type { Studio } from '@kora/test/studio';
import { cpuTimesBelow } from '../processes/cpu-time.ts';
import type { Measurement, Scenario } from '../report.ts';
import { ONCE, roundsOf } from '../statistics.ts';
import { withStudio } from '../studio/with-studio.ts';

const TASKS = 64;
const TASK_MS = 20;
const TERMS_AT_MOST = 150;

/** Logarithms to 50 digits: work for a processor that needs hardly any input and output. */
const expression = (seed: number, terms: number) =>
  Array.from({ length: terms }, (_, i) => `ln(${seed + i + 1}.7)`).join('+');

const graphOf = (tasks: number, terms: number): JsonObject => {
  const id = (index: number) => `t${String(index).padStart(3, '0')}`;
  const compute = Array.from({ length: tasks }, (_, i) => ({
    version: '1.0',
    id: id(i),
    type: 'deterministic',
    input: { operation: 'math.evaluate', arguments: { expression: expression(i, terms) } },
  }));
  const count = {
    version: '1.0',
    id: 'count',
    type: 'aggregation',
    dependencies: compute.map((task) => task.id),
    input: {
      operation: 'list.count',
      arguments: { items: compute.map((task) => ({ $from: task.id, pointer: '/value' })) },
    },
  };
  return { kora_version: '1.0.0', graph_id: 'cores', root: 'count', tasks: [...compute, count] };
};

interface Sample {
  readonly wall_ms: number;
  /** On a core, of the thread that worked most. */
  readonly busiest_ms: number;
}

async function run(studio: Studio, tasks: number, terms: number): Promise<Sample> {
  const before = await cpuTimesBelow(studio.pid);
  const started = performance.now();
  const answer = await studio.post(
    '/execute',
    JSON.stringify({ api_version: '1.0', taskgraph: graphOf(tasks, terms) }),
  );
  const wall_ms = performance.now() - started;
  const after = await cpuTimesBelow(studio.pid);
  const busiest_ms = Math.max(0, ...[...after].map(([thread, ms]) => ms - (before.get(thread) ?? 0)));
  const { status } = JSON.parse(answer);
  if (status !== 'success') throw new Error(`the run ended with ${answer.slice(0, 500)}`);
  return { wall_ms, busiest_ms };
}

const workers = (count: number) => ({ settings: { plugins: { 'backend-local': { workers: count } } } });

/**
 * 64 tasks of about 20 ms of one operation's own work, with two workers beside one worker, in turns. The best of each counts,
 * because another program on the second core looks like a missing worker.
 */
export const fanOutOnCores: Scenario = {
  name: 'fan-out on cores',
  run: (smoke) =>
    withStudio(workers(1), (one) =>
      withStudio(workers(2), async (two) => {
        let terms = 20;
        // CPU time, because on a busy machine a task's own time holds that of others; thrice, because code gets faster.
        for (let round = 0; round < (smoke ? 0 : 3); round++) {
          const { busiest_ms } = await run(one, 16, terms);
          terms = Math.max(1, Math.min(TERMS_AT_MOST, Math.round((terms * TASK_MS * 16) / busiest_ms)));
        }
        const tasks = smoke ? 4 : TASKS;
        const samples: { one: Sample; two: Sample }[] = [];
        for (const counts of roundsOf(smoke ? ONCE : { warmups: 1, rounds: 7, budget_ms: 40_000 })) {
          const [alone, both] = [await run(one, tasks, terms), await run(two, tasks, terms)];
          if (counts) samples.push({ one: alone, two: both });
        }
        const least = (of: (sample: { one: Sample; two: Sample }) => number) => Math.min(...samples.map(of));
        const [alone, both] = [least(({ one }) => one.wall_ms), least(({ two }) => two.wall_ms)];
        const [all, busiest] = [least(({ one }) => one.busiest_ms), least(({ two }) => two.busiest_ms)];
        const measurements: Measurement[] = [
          { name: 'one task, CPU', value: all / tasks, unit: 'ms' },
          { name: `${tasks} tasks, 1 worker`, value: alone, unit: 'ms' },
          { name: `${tasks} tasks, 2 workers`, value: both, unit: 'ms' },
          {
            name: `2 workers against 1, on ${availableParallelism()} cores`,
            value: alone / both,
            unit: 'x',
            target: { at_least: 1.8 },
          },
          { name: 'the same by the CPU time of the busiest worker', value: all / busiest, unit: 'x' },
        ];
        return measurements;
      }),
    ),
};
