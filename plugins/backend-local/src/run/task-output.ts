import type { ExecutionContext, Json } from '@kora/contracts';

/**
 * The output of a task: a value, or the JSON of a large one as a worker wrote it. The other form is made when somebody asks for it,
 * and once: what only goes on to other workers and into the archive is never parsed and printed again.
 */
export class TaskOutput {
  #value: Json | undefined;
  #json: string | undefined;

  private constructor(value: Json | undefined, json: string | undefined) {
    this.#value = value;
    this.#json = json;
  }

  static of(value: Json): TaskOutput {
    return new TaskOutput(value, undefined);
  }

  /** @param json of a value that has been checked. */
  static written(json: string): TaskOutput {
    return new TaskOutput(undefined, json);
  }

  get value(): Json {
    this.#value ??= JSON.parse(this.#json ?? 'null') as Json;
    return this.#value;
  }

  get json(): string {
    this.#json ??= JSON.stringify(this.value);
    return this.#json;
  }

  /** Puts it into the run archive, in the form that is there already. */
  keep(content: ExecutionContext['content'], task_id: string): void {
    if (this.#value === undefined) content.writtenOutput(task_id, this.json);
    else content.output(task_id, this.#value);
  }
}
