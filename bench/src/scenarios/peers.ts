import { type BenchGraph, chain, fanOut, layered } from '../graphs.ts';
import { type Cost, interleave } from '../peers/interleave.ts';
import { withSubjects } from '../peers/with-subjects.ts';
import type { Measurement, Scenario } from '../report.ts';
import { ONCE, type Plan } from '../statistics.ts';

const SHAPES = [chain, fanOut, layered];
/** Small graphs are run often before it counts: engines are compared as they are in a process that has been up for a while. */
const PLANS: Readonly<Record<number, Plan>> = {
  100: { warmups: 150, rounds: 25, budget_ms: 45_000 },
  1000: { warmups: 8, rounds: 9, budget_ms: 35_000 },
  10000: { warmups: 1, rounds: 5, budget_ms: 30_000 },
};
/** LangGraph.js is given at most so many tasks: beyond, it needs minutes for one run, and its cost per task only grows. */
const MOST_FOR_LANGGRAPH = 1_000;

interface Costs {
  readonly inProcess: Cost;
  readonly http: Cost;
  readonly graphai: Cost;
  readonly langgraph: Cost;
  /** How many tasks LangGraph.js was given. */
  readonly langgraphSize: number;
}

function rowsOf(
  graph: BenchGraph,
  { inProcess, http, graphai, langgraph, langgraphSize }: Costs,
): readonly Measurement[] {
  const name = `${graph.graph_id}, ${graph.tasks.length} tasks`;
  const slowest = langgraphSize === graph.tasks.length ? 'LangGraph.js' : `LangGraph.js, ${langgraphSize} tasks`;
  const beside = (kind: keyof Cost, targets: boolean) => [
    { name: 'GraphAI', value: graphai[kind], ...(targets ? { target: { at_most: 1 } } : {}) },
    { name: slowest, value: langgraph[kind], ...(targets ? { target: { at_most: 0.1 } } : {}) },
  ];
  return [
    { name: `${name}, in process`, value: inProcess.wall, unit: 'us/task', beside: beside('wall', true) },
    { name: `${name}, in process, CPU`, value: inProcess.cpu, unit: 'us/task', beside: beside('cpu', false) },
    {
      name: `${name}, over HTTP`,
      value: http.wall,
      unit: 'us/task',
      beside: [{ name: 'in process', value: inProcess.wall }, ...beside('wall', false)],
    },
  ];
}

/**
 * The whole path per task (decode, validate, freeze, hash, schedule, isolate, check schemas, persist telemetry) beside
 * GraphAI's load plus run and LangGraph.js's build, compile and invoke without a checkpointer. The peers check no schemas,
 * isolate nothing and keep no telemetry.
 */
export const peers: Scenario = {
  name: 'peers',
  run: (smoke) =>
    withSubjects(async ({ inProcess, http, graphai, langgraph }) => {
      const measurements: Measurement[] = [];
      const before = new Map<string, Costs>();
      for (const size of smoke ? [100] : [100, 1_000, 10_000]) {
        for (const make of SHAPES) {
          const graph = make(size);
          const smaller = before.get(graph.graph_id);
          const subjects = [inProcess, http, graphai, ...(size <= MOST_FOR_LANGGRAPH ? [langgraph] : [])];
          const costs = await interleave(subjects, graph, smoke ? ONCE : (PLANS[size] ?? ONCE));
          const [ours, overHttp, theirs, slowest = smaller?.langgraph] = costs;
          if (!ours || !overHttp || !theirs || !slowest) throw new Error('nothing was run');
          const langgraphSize = Math.min(size, MOST_FOR_LANGGRAPH);
          const all: Costs = { inProcess: ours, http: overHttp, graphai: theirs, langgraph: slowest, langgraphSize };
          measurements.push(...rowsOf(graph, all));
          before.set(graph.graph_id, all);
          if (size !== 10_000 || smaller === undefined) continue;
          measurements.push({
            name: `${graph.graph_id}, CPU per task, 10,000 against 1,000 tasks`,
            value: ours.cpu / smaller.inProcess.cpu,
            unit: 'x',
            target: { at_most: 1.2 },
          });
        }
      }
      return measurements;
    }),
};
