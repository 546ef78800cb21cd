import type { BenchGraph } from '../graphs.ts';
import { median, type Plan, roundsOf } from '../statistics.ts';
import type { Sample, Subject } from './subject.ts';

/** A subject's medians over its runs of one graph, in microseconds per task. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Runs one graph with every subject in turn, again and again, so that whatever else the machine does hits all of them alike.
 * @returns the costs by the subject's place in the list.
 * @throws when subjects disagree on the value of the graph's root.
 */
export async function interleave(
  subjects: readonly Subject[],
  graph: BenchGraph,
  plan: Plan,
): Promise<readonly Cost[]> {
  for (const subject of subjects) await subject.load(graph);
  const runs = subjects.map((subject) => ({ subject, samples: [] as Sample[] }));
  for (const counts of roundsOf(plan)) {
    for (const { subject, samples } of runs) {
      const sample = await subject.run();
      if (counts) samples.push(sample);
    }
  }
  const outputs = new Set(runs.flatMap(({ samples }) => samples.map(({ output }) => output)));
  if (outputs.size > 1) throw new Error(`the engines disagree on ${graph.graph_id}: ${[...outputs].join(', ')}`);
  const perTask = (values: readonly number[]) => (median(values) * 1000) / graph.tasks.length;
  return runs.map(({ samples }) => ({
    wall: perTask(samples.map(({ wall_ms }) => wall_ms)),
    cpu: perTask(samples.map(({ cpu_ms }) => cpu_ms)),
  }));
}
