import { resolveMessages, type TaskGraph } from '@kora/contracts';
import { outputsOf, type Perform } from './run-plan.ts';

/** What the model tasks of a graph would be sent, with the results of the computed tasks in it. */
export function promptsOf(graph: TaskGraph, perform: Perform): readonly string[] {
  const models = graph.tasks.filter((task) => task.type === 'model');
  if (models.length === 0) return [];
  const outputs = outputsOf(graph, perform);
  return models.map(({ id, input }) => {
    const messages = resolveMessages(input.messages, outputs);
    if (messages._tag === 'Left') throw new Error(`${id} misses ${messages.left.from}${messages.left.pointer}`);
    return messages.right.map(({ content }) => content).join('\n');
  });
}
