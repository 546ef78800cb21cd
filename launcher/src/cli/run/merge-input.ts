import { extname } from 'node:path';
import { isRecord } from '@kora/contracts';
import { launcherErrors } from '../../errors.ts';
import { parseJson } from '../read-json.ts';

const INPUT_TASK = 'input';
const CONSTANT = 'value.constant';

/** What a file means as a value: JSON by its name, everything else, CSV included, its text. */
export function inputValue(path: string, content: string): unknown {
  return extname(path).toLowerCase() === '.json' ? parseJson(path, content) : content;
}

/**
 * Puts a value into a graph: it becomes what the task `input` gives to the others, which must be a deterministic task with
 * the operation `value.constant`. Everything else stays as it was written, so the graph runs without --input too.
 * @param name of the graph, for the message.
 * @throws KORA_LAUNCHER_NO_INPUT_TASK
 */
export function mergeInput(graph: unknown, value: unknown, name: string): unknown {
  const takes = (task: unknown): task is { input: Record<string, unknown> } =>
    isRecord(task) && task.id === INPUT_TASK && isRecord(task.input) && task.input.operation === CONSTANT;
  if (!isRecord(graph) || !Array.isArray(graph.tasks) || !graph.tasks.some(takes)) {
    throw launcherErrors.KORA_LAUNCHER_NO_INPUT_TASK({ graph: name });
  }
  const tasks = graph.tasks.map((task: unknown) =>
    takes(task) ? { ...task, input: { ...task.input, arguments: { value } } } : task,
  );
  return { ...graph, tasks };
}
