import { canonicalJson, type FrozenGraph, type NormalTask } from '@kora/contracts';

/** What one task holds, as JSON text. */
export interface TaskText {
  /** Canonical, because two graphs of one hash may differ in the order of keys, and no output may show it. Empty for a model task. */
  readonly arguments: string;
  /** Null for a task without a schema. */
  readonly schema: string | null;
}

/** Writes what a task holds. */
export function taskTextOf(task: NormalTask): TaskText {
  return {
    arguments: task.type === 'model' ? '' : canonicalJson(task.input.arguments),
    schema: task.schema === undefined ? null : JSON.stringify(task.schema),
  };
}

/**
 * Texts of the tasks of frozen graphs, by a task's place in its graph. Checking a graph and running it need the same ones, so
 * they are written once and live as long as the graph.
 */
export class TaskTexts {
  readonly #known = new WeakMap<FrozenGraph, readonly TaskText[]>();

  of(frozen: FrozenGraph): readonly TaskText[] {
    const known = this.#known.get(frozen);
    if (known !== undefined) return known;
    const texts = frozen.graph.tasks.map(taskTextOf);
    this.#known.set(frozen, texts);
    return texts;
  }
}
