import { type Json, type JsonObject, type Outputs, resolveReferences, type TaskGraph } from '@kora/contracts';

/** Performs one operation. */
export type Perform = (operation: string, args: JsonObject) => Json;

/**
 * Runs the tasks of a graph that ask no model, in process, each after its dependencies; what depends on a model task is left
 * out. Gives the outputs by task.
 */
export function outputsOf(graph: TaskGraph, perform: Perform): Outputs {
  const outputs = new Map<string, Json>();
  const waiting = new Map(graph.tasks.filter(({ type }) => type !== 'model').map((task) => [task.id, task]));
  for (let progress = true; progress; ) {
    progress = false;
    for (const task of waiting.values()) {
      if (task.type === 'model' || !(task.dependencies ?? []).every((id) => outputs.has(id))) continue;
      waiting.delete(task.id);
      progress = true;
      const resolved = resolveReferences(task.input.arguments, outputs);
      if (resolved._tag === 'Left') throw new Error(`${task.id} misses ${resolved.left.from}${resolved.left.pointer}`);
      outputs.set(task.id, perform(task.input.operation, Object(resolved.right)));
    }
  }
  return outputs;
}

/** The output of the root of a graph that asks no model. */
export function runPlan(graph: TaskGraph, perform: Perform): Json {
  const output = outputsOf(graph, perform).get(graph.root);
  if (output === undefined) throw new Error(`the root of ${graph.graph_id} has no output`);
  return output;
}
