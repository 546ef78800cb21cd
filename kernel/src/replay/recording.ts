import type { RunEvent } from '@kora/contracts';
import type { RecordedCall } from './recorded-call.ts';

type Place = Pick<RecordedCall, 'task_id' | 'attempt_index'>;

/**
 * The model calls of a recorded run, each to be served once. A connector is not told for which task it is asked, but the
 * run log is, before the call is made: of the calls that ask the same, the one is served whose task and attempt the replay
 * has announced, in the order of the announcements.
 */
export class Recording {
  readonly #calls: Map<string, RecordedCall[]>;
  readonly #announced: Place[] = [];
  #served = 0;
  #missed = 0;

  constructor(calls: readonly RecordedCall[]) {
    this.#calls = Map.groupBy(calls, ({ key }) => key);
  }

  /** Calls that were answered. */
  get served(): number {
    return this.#served;
  }

  /** Calls for which nothing was recorded. */
  get missed(): number {
    return this.#missed;
  }

  /** Takes in an event of the replay, before what it announces happens. */
  observe({ event_type, task_id, attempt_index }: RunEvent): void {
    if (event_type === 'model.invocation.started') this.#announced.push({ task_id: task_id ?? '', attempt_index });
  }

  /** A call that asks this and has not been served; its tokens are those of every other one. */
  peek(key: string): RecordedCall | undefined {
    return this.#calls.get(key)?.[0];
  }

  /** The call to answer with, or undefined when nothing of the kind was recorded. */
  take(key: string): RecordedCall | undefined {
    const calls = this.#calls.get(key) ?? [];
    const isHere = (place: Place) => (call: RecordedCall) =>
      call.task_id === place.task_id && call.attempt_index === place.attempt_index;
    const turn = this.#announced.findIndex((place) => calls.some(isHere(place)));
    const [place] = turn < 0 ? [] : this.#announced.splice(turn, 1);
    if (place === undefined) {
      this.#missed++;
      return undefined;
    }
    this.#served++;
    return calls.splice(calls.findIndex(isHere(place)), 1)[0];
  }
}
