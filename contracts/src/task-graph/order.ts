import { alg, Graph } from 'graphlib';

/** The part of a task that its place in the graph depends on. */
export interface Vertex {
  readonly id: string;
  readonly dependencies: readonly string[];
}

/** Tasks in an order in which each comes after its dependencies, or the cycles that forbid one. */
export interface Ordering {
  readonly order: readonly string[];
  /** Length in tasks of the longest chain of dependencies. */
  readonly depth: number;
  /** Each cycle as a closed path `[a, b, a]`: a depends on b, b on a. Empty when `order` holds every task. */
  readonly cycles: readonly (readonly string[])[];
}

/** More tasks than this are not handed to graphlib, whose cycle search recurses once per task. */
const MAX_RECURSION = 1_000;

function walkCycle(start: string, dependenciesOf: (id: string) => readonly string[]): readonly string[] {
  const path: string[] = [];
  const seen = new Map<string, number>();
  let id: string | undefined = start;
  while (id !== undefined && !seen.has(id)) {
    seen.set(id, path.length);
    path.push(id);
    id = dependenciesOf(id)[0];
  }
  return id === undefined ? [] : [...path.slice(seen.get(id)), id];
}

function cyclesAmong(vertices: readonly Vertex[]): readonly (readonly string[])[] {
  const members = new Set(vertices.map((vertex) => vertex.id));
  const within = new Map(vertices.map((v) => [v.id, v.dependencies.filter((id) => members.has(id))]));
  const inside = (ids: ReadonlySet<string>) => (id: string) => (within.get(id) ?? []).filter((other) => ids.has(other));
  const first = vertices[0];
  if (first === undefined) return [];
  if (vertices.length > MAX_RECURSION) return [walkCycle(first.id, inside(members))];
  const graph = new Graph();
  for (const [id, dependencies] of within) for (const dependency of dependencies) graph.setEdge(id, dependency);
  return alg.findCycles(graph).map((component) => walkCycle(component[0] ?? first.id, inside(new Set(component))));
}

/**
 * Orders tasks by indegree counting, linear in tasks plus edges. Tasks that become ready at the same step are ordered by id.
 * Dependencies must name given tasks.
 */
export function orderTasks(vertices: readonly Vertex[]): Ordering {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const { id, dependencies } of vertices) {
    waiting.set(id, dependencies.length);
    for (const dependency of dependencies) {
      const list = dependents.get(dependency);
      if (list === undefined) dependents.set(dependency, [id]);
      else list.push(id);
    }
  }
  const order: string[] = [];
  let depth = 0;
  let layer = vertices.filter((vertex) => vertex.dependencies.length === 0).map((vertex) => vertex.id);
  while (layer.length > 0) {
    depth++;
    layer.sort();
    const next: string[] = [];
    for (const id of layer) {
      order.push(id);
      for (const dependent of dependents.get(id) ?? []) {
        const left = (waiting.get(dependent) ?? 0) - 1;
        waiting.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    layer = next;
  }
  if (order.length === vertices.length) return { order, depth, cycles: [] };
  // What waits on a cycle without being on one is waiting too; cycles are named among all that is left.
  return { order, depth, cycles: cyclesAmong(vertices.filter((vertex) => (waiting.get(vertex.id) ?? 0) > 0)) };
}
