import { type Json, jsonValue } from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import { mapErrors } from '../errors.ts';
import { stopReasonOf } from '../run/operation-failure.ts';
import type { Failure } from '../run/settlement.ts';
import type { MappedTask } from './mapped-task.ts';

/** What came of a map: its outputs in the order of the list, or why there are none. */
export type MapResult =
  | { readonly output: readonly Json[]; readonly output_bytes: number }
  | Pick<Failure, 'error' | 'stop_reason'>;

/** Collects the outputs of the items of a mapped task. */
export class ItemResults {
  readonly #task: MappedTask;
  readonly #limit: number;
  readonly #outputs: Json[];
  /** JSON text of the list without its members. */
  #bytes: number;
  #failed: { readonly index: number; readonly error: KoraError } | null = null;

  /** @param limit bytes of JSON that the list may have. */
  constructor(task: MappedTask, items: number, limit: number) {
    this.#task = task;
    this.#limit = limit;
    this.#outputs = new Array<Json>(items).fill(null);
    this.#bytes = 2 + Math.max(0, items - 1);
  }

  put(index: number, output: Json, bytes: number): void {
    this.#bytes += bytes;
    // A list that is too large already is kept no longer, whatever else comes.
    if (this.#bytes <= this.#limit) this.#outputs[index] = output;
    else this.#outputs.fill(null);
  }

  /** An item failed. Of several the first of the list counts: which one came first in time is chance. */
  fail(index: number, error: KoraError): void {
    if (this.#failed === null || index < this.#failed.index) this.#failed = { index, error };
  }

  result(): MapResult {
    if (this.#failed !== null) return this.#failureOf(this.#failed);
    const [task_id, size_bytes] = [this.#task.id, this.#bytes];
    if (size_bytes > this.#limit) return refused(mapErrors.KORA_MAP_RESULT_TOO_LARGE({ task_id, size_bytes }));
    // Each output is valid by itself; only a list of those that are nested as deep as may be is not.
    if (!jsonValue.is(this.#outputs)) return refused(mapErrors.KORA_MAP_RESULT_TOO_DEEP({ task_id }));
    return { output: this.#outputs, output_bytes: size_bytes };
  }

  /** The item's error under its own code, with its place in the list. */
  #failureOf({ index, error }: { readonly index: number; readonly error: KoraError }): MapResult {
    const { id, for_each } = this.#task;
    const item_path = `${for_each.pointer ?? ''}/${index}`;
    const message = `Item ${index} of task ${id} (${item_path} in the output of ${for_each.$from}) failed. ${error.message}`;
    const details = { ...error.details, item_index: index, item_path };
    return refused(new KoraError(error.code, error.error_type, message, details, error));
  }
}

const refused = (error: KoraError): MapResult => ({ error, stop_reason: stopReasonOf(error) });
