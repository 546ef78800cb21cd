import { type BenchGraph, chain, fanOut, layered } from '../graphs.ts';
import { type Cost, interleave, type Rounds } from '../peers/interleave.ts';
import { withSubjects } from '../peers/with-subjects.ts';
import type { Measurement, Scenario } from '../report.ts';

const SHAPES = [chain, fanOut, layered];
const ROUNDS: Readonly<Record<number, Rounds>> = {
  100: { warmups: 10, rounds: 15, patience_ms: 10_000 },
  1000: { warmups: 5, rounds: 9, patience_ms: 10_000 },
  10000: { warmups: 1, rounds: 5, patience_ms: 10_000 },
};
const SMOKE: Rounds = { warmups: 0, rounds: 1, patience_ms: 10_000 };
/** LangGraph.js is given at most so many tasks: beyond, it needs minutes for one run. */
const MOST_FOR_LANGGRAPH = 1_000;

interface Costs {
  readonly inProcess: Cost;
  readonly http: Cost;
  readonly graphai: Cost;
  readonly langgraph: Cost | undefined;
}

function rowsOf(graph: BenchGraph, { inProcess, http, graphai, langgraph }: Costs): readonly Measurement[] {
  const name = `${graph.graph_id}, ${graph.tasks.length} tasks`;
  const beside = (kind: keyof Cost, targets: boolean) => [
    { name: 'GraphAI', value: graphai[kind], ...(targets ? { target: { at_most: 1 } } : {}) },
    ...(langgraph === undefined
      ? []
      : [{ name: 'LangGraph.js', value: langgraph[kind], ...(targets ? { target: { at_most: 0.1 } } : {}) }]),
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
      const before = new Map<string, Cost>();
      for (const size of smoke ? [100] : [100, 1_000, 10_000]) {
        for (const make of SHAPES) {
          const graph = make(size);
          const subjects = [inProcess, http, graphai, ...(size <= MOST_FOR_LANGGRAPH ? [langgraph] : [])];
          const costs = await interleave(subjects, graph, smoke ? SMOKE : (ROUNDS[size] ?? SMOKE));
          const [ours, overHttp, theirs, slowest] = costs;
          if (ours === undefined || overHttp === undefined || theirs === undefined) throw new Error('nothing was run');
          measurements.push(...rowsOf(graph, { inProcess: ours, http: overHttp, graphai: theirs, langgraph: slowest }));
          const smaller = before.get(graph.graph_id);
          before.set(graph.graph_id, ours);
          if (size !== 10_000 || smaller === undefined) continue;
          measurements.push({
            name: `${graph.graph_id}, CPU per task, 10,000 against 1,000 tasks`,
            value: ours.cpu / smaller.cpu,
            unit: 'x',
            target: { at_most: 1.2 },
          });
        }
      }
      return measurements;
    }),
};
