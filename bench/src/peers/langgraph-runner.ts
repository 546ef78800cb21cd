import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { BenchGraph } from '../graphs.ts';
import type { Runner } from './runner.ts';
import { sumOf } from './sum-of.ts';

type Values = Record<string, number>;

/** The state holds every task's value. Its reducer adds to one object, because copying it each time would be quadratic. */
const State = Annotation.Root({
  values: Annotation<Values>({ reducer: (all, update) => Object.assign(all, update), default: () => ({}) }),
});

function build({ tasks }: BenchGraph) {
  const needed = new Set(tasks.flatMap(({ dependencies }) => dependencies));
  const nodes = tasks.map(({ id, dependencies }) => {
    const run = async ({ values }: { values: Values }) => ({
      values: { [id]: sumOf([1, ...dependencies.map((dependency) => values[dependency] ?? Number.NaN)]) },
    });
    return [id, run] as const;
  });
  const graph = new StateGraph(State).addNode(Object.fromEntries(nodes));
  for (const { id, dependencies } of tasks) {
    if (dependencies.length === 0) graph.addEdge(START, id);
    else graph.addEdge(dependencies.length === 1 ? (dependencies[0] ?? START) : [...dependencies], id);
    if (!needed.has(id)) graph.addEdge(id, END);
  }
  return graph.compile();
}

/** LangGraph.js without a checkpointer: builds the graph, compiles it, invokes it. */
export const langgraphRunner: Runner = {
  prepare: (graph) => async () => {
    const state = await build(graph).invoke({ values: {} }, { recursionLimit: graph.tasks.length + 10 });
    return state.values[graph.root] ?? Number.NaN;
  },
};
