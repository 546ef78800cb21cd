import { isDeepStrictEqual } from 'node:util';
import { ChatPlanner, type CorpusEntry, requestOf, runPlan, type standardOperations } from '@kora/test/planner';
import type { Measurement } from '../report.ts';
import { median, percentile } from '../statistics.ts';

type Perform = Awaited<ReturnType<typeof standardOperations>>;

/** Messages that could be computed and are not: the corpus has them among those that go to the model. */
const MISSED = 'missed: ';

const asksModel = (tasks: readonly { readonly type: string }[]) => tasks.some(({ type }) => type === 'model');

/** Plans every message of the corpus, runs what is computed, and says how much of it that was, how much rightly, and how fast. */
export async function coverageOf(entries: readonly CorpusEntry[], perform: Perform): Promise<readonly Measurement[]> {
  const planner = new ChatPlanner();
  const samples: number[] = [];
  const categories = new Map<string, { claimed: number; all: number }>();
  let [right, wrong] = [0, 0];
  for (const entry of entries) {
    const request = requestOf(entry);
    const start = performance.now();
    const plan = await planner.plan(request);
    samples.push(performance.now() - start);
    const computed = plan.kind === 'graph' && !asksModel(plan.graph.tasks);
    if (computed) {
      const values: unknown = JSON.parse(JSON.stringify(Object(runPlan(plan.graph, perform)).values));
      // Whatever order the keys of a row come in.
      if (entry.values !== undefined && isDeepStrictEqual(values, entry.values)) right++;
      else wrong++;
    }
    if (entry.values === undefined && !entry.category.startsWith(MISSED)) continue;
    const name = entry.category.replace(MISSED, '');
    const category = categories.get(name) ?? { claimed: 0, all: 0 };
    category.all++;
    if (computed) category.claimed++;
    categories.set(name, category);
  }
  const counts = [...categories.values()];
  const sum = (key: 'claimed' | 'all') => counts.reduce((total, count) => total + count[key], 0);
  const covered = [...categories].sort().map(([name, { claimed, all }]) => ({
    name: `  ${name}, of ${all}`,
    value: (100 * claimed) / all,
    unit: '%',
  }));
  return [
    { name: `coverage of ${sum('all')} that can be computed`, value: (100 * sum('claimed')) / sum('all'), unit: '%' },
    ...covered,
    {
      name: `precision over ${entries.length} messages`,
      value: right + wrong === 0 ? 100 : (100 * right) / (right + wrong),
      unit: '%',
      target: { at_least: 100 },
    },
    { name: 'time per message, median', value: median(samples), unit: 'ms', target: { at_most: 2 } },
    { name: 'time per message, 99th percentile', value: percentile(samples, 0.99), unit: 'ms' },
  ];
}
