import type { ExecuteRequest, GraphBudget, TaskGraph } from '@kora/contracts';

const lower = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

/** The lower of two ceilings in every field: a request may tighten a graph's budget and never widen it. */
function tightest(graph: GraphBudget, request: GraphBudget): GraphBudget {
  const fields = ['max_total_tokens', 'max_total_time_ms', 'max_model_invocations', 'max_total_retries'] as const;
  const entries = fields.map((field) => [field, lower(graph[field], request[field])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Layer 1: makes the graph that will run from a decoded request. */
export function constructGraph(request: ExecuteRequest): TaskGraph {
  if (request.budget === undefined) return request.taskgraph;
  return { ...request.taskgraph, budget: tightest(request.taskgraph.budget ?? {}, request.budget) };
}
