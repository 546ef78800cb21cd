import type { Json, RunContentSink } from '@kora/contracts';

/** One thing that a backend put into the run archive, in the order in which it did. */
export type SunkContent =
  | { readonly kind: 'input'; readonly task_id: string; readonly attempt_index: number; readonly value: Json }
  | { readonly kind: 'declared_input'; readonly task_id: string }
  | { readonly kind: 'model_answer'; readonly task_id: string; readonly attempt_index: number; readonly text: string }
  | { readonly kind: 'output'; readonly task_id: string; readonly value: Json };

/** A run archive in memory. */
export interface MemoryContentSink extends RunContentSink {
  readonly entries: readonly SunkContent[];
  /** The accepted output of a task, undefined when there is none. */
  outputOf(taskId: string): Json | undefined;
}

/** Makes an empty run archive in memory. Values are cloned, so that later changes to them do not show. */
export function memoryContentSink(): MemoryContentSink {
  const entries: SunkContent[] = [];
  return {
    entries,
    input(task_id, attempt_index, value) {
      entries.push({ kind: 'input', task_id, attempt_index, value: structuredClone(value) });
    },
    declaredInput(task_id) {
      entries.push({ kind: 'declared_input', task_id });
    },
    modelAnswer(task_id, attempt_index, text) {
      entries.push({ kind: 'model_answer', task_id, attempt_index, text });
    },
    output(task_id, value) {
      entries.push({ kind: 'output', task_id, value: structuredClone(value) });
    },
    writtenOutput(task_id, json) {
      entries.push({ kind: 'output', task_id, value: JSON.parse(json) });
    },
    outputOf(taskId) {
      return entries.filter((entry) => entry.kind === 'output').findLast((entry) => entry.task_id === taskId)?.value;
    },
  };
}
