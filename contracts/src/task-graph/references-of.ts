import { type Issue, pointerSegment } from '../codec/issue.ts';
import { isRecord, type Json } from '../codec/json.ts';
import { isReference } from './resolve.ts';
import type { Task } from './task.ts';

/** Takes in what is wrong with a graph. */
export type Report = (path: string, code: Issue['code'], message: string) => void;

/** A reference in a task's input: its path, and the id of the task that it points into. */
export type FoundReference = readonly [path: string, from: string];

/** Finds references in arguments. A path is written only for what is found: a pasted table has a hundred thousand values and none. */
class ReferenceSearch {
  readonly found: FoundReference[] = [];
  readonly #base: string;
  readonly #report: Report;
  readonly #at: (string | number)[] = [];

  constructor(base: string, report: Report) {
    this.#base = base;
    this.#report = report;
  }

  look(value: Json): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) this.#lookInto(i, value[i] as Json);
    } else if (isReference(value)) this.#take(value);
    else if (isRecord(value)) for (const key of Object.keys(value)) this.#lookInto(key, value[key] as Json);
  }

  #lookInto(key: string | number, value: Json): void {
    if (typeof value !== 'object' || value === null) return;
    this.#at.push(key);
    this.look(value);
    this.#at.pop();
  }

  /** Malformed ones are reported. */
  #take(reference: object): void {
    const { $from, pointer }: { $from?: unknown; pointer?: unknown } = reference;
    const path = [this.#base, ...this.#at.map((key) => pointerSegment(String(key)))].join('/');
    const extra = Object.keys(reference).find((key) => key !== '$from' && key !== 'pointer');
    const isPointer = typeof pointer === 'string' && (pointer === '' || pointer.startsWith('/'));
    if (typeof $from !== 'string') this.#report(`${path}/$from`, 'WRONG_TYPE', 'must be the id of a dependency');
    else if (pointer !== undefined && !isPointer) {
      this.#report(`${path}/pointer`, 'BAD_FORMAT', 'must be a JSON pointer such as /rows/0/name, or empty');
    } else if (extra !== undefined) {
      this.#report(`${path}/${pointerSegment(extra)}`, 'UNKNOWN_FIELD', 'a reference has only $from and pointer');
    } else this.found.push([path, $from]);
  }
}

/** Every reference in a task's input, in order. @param path of the task. */
export function referencesOf(task: Task, path: string, report: Report): readonly FoundReference[] {
  if (task.type !== 'model') {
    const search = new ReferenceSearch(`${path}/input/arguments`, report);
    search.look(task.input.arguments);
    return search.found;
  }
  return task.input.messages.flatMap(({ content }, m) =>
    typeof content === 'string'
      ? []
      : content.flatMap((part, p): FoundReference[] =>
          typeof part === 'string' ? [] : [[`${path}/input/messages/${m}/content/${p}`, part.$from]],
        ),
  );
}
