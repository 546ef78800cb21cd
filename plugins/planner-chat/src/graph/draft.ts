import { isRecord, isReference, type Json, type JsonObject, type Task } from '@kora/contracts';

/** Stands for a task's output, or a part of it, in the arguments of another. */
export type Ref = { readonly $from: string; readonly pointer?: string };

type OperationTask = Extract<Task, { readonly type: 'deterministic' | 'aggregation' }>;
type ModelDraft = Omit<Extract<Task, { readonly type: 'model' }>, 'version' | 'id' | 'type' | 'dependencies'>;

/** The tasks that a value's references point at. */
function sourcesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (isReference(value)) {
    // The item of a list, and its place, are no tasks.
    if (!value.$from.startsWith('$')) found.add(value.$from);
  } else if (Array.isArray(value)) for (const item of value) sourcesOf(item, found);
  else if (isRecord(value)) for (const item of Object.values(value)) sourcesOf(item, found);
  return found;
}

/** Collects the tasks of a graph. Ids come from a stem and a number; dependencies follow from the references. */
export class GraphDraft {
  readonly #tasks: Task[] = [];
  readonly #ids = new Set<string>();
  readonly #shared = new Map<string, Ref>();

  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  #id(stem: string): string {
    let id = stem;
    for (let i = 2; this.#ids.has(id); i++) id = `${stem}_${i}`;
    this.#ids.add(id);
    return id;
  }

  /** Adds a task that calls an operation. `name` is for people, `stem` begins its id. */
  compute(
    stem: string,
    name: string,
    operation: string,
    args: JsonObject,
    options: { readonly type?: OperationTask['type']; readonly skipOnFailure?: boolean } = {},
  ): Ref {
    const id = this.#id(stem);
    const dependencies = [...sourcesOf(args)];
    this.#tasks.push({
      version: '1.0',
      id,
      name: name.slice(0, 200).toWellFormed(),
      type: options.type ?? 'deterministic',
      dependencies,
      input: { operation, arguments: args },
      ...(options.skipOnFailure === true ? { on_failure: 'skip' as const } : {}),
    });
    return { $from: id };
  }

  /** Adds a task once, however many parts of a message need it. */
  share(key: string, add: () => Ref): Ref {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const ref = add();
    this.#shared.set(key, ref);
    return ref;
  }

  /** Adds a task that asks the model. */
  ask(stem: string, task: ModelDraft): Ref {
    const id = this.#id(stem);
    this.#tasks.push({
      version: '1.0',
      id,
      type: 'model',
      dependencies: [...sourcesOf([task.input, task.for_each, task.when])],
      ...task,
    });
    return { $from: id };
  }
}

/** A part of a task's output. */
export function part(ref: Ref, pointer: string): Ref {
  return { $from: ref.$from, pointer: `${ref.pointer ?? ''}${pointer}` };
}

/** A value for the arguments of a task, which may be a reference. */
export type Value = Json | Ref;
