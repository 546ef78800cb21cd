import { type AgentFunctionInfoDictionary, agentInfoWrapper, GraphAI, type GraphData, type NodeData } from 'graphai';
import type { BenchTask } from '../graphs.ts';
import type { Runner } from './runner.ts';
import { sumOf } from './sum-of.ts';

const agents: AgentFunctionInfoDictionary = {
  sum: agentInfoWrapper(async ({ namedInputs }) => sumOf(namedInputs.numbers)),
};

const nodeOf = (task: BenchTask, isResult: boolean): NodeData => ({
  agent: 'sum',
  inputs: { numbers: [1, ...task.dependencies.map((dependency) => `:${dependency}`)] },
  ...(isResult ? { isResult } : {}),
});

/** GraphAI: loads its graph data, which validates it, and runs it. A node for each task. */
export const graphaiRunner: Runner = {
  prepare(graph) {
    const nodes = graph.tasks.map((task) => [task.id, nodeOf(task, task.id === graph.root)] as const);
    const data: GraphData = { version: 0.5, nodes: Object.fromEntries(nodes) };
    return async () => Number((await new GraphAI(data, agents).run())[graph.root]);
  },
};
