import type { LiveEvent, ModelDelta } from '@kora/contracts';

type Wait = Exclude<LiveEvent, ModelDelta>;

/** Names who waits, and for what: a task for its model, in line or while it is loaded, or the run itself for its turn. */
const nameOf = (wait: Wait) => (wait.event_type === 'run.queued' ? '' : `${wait.event_type} ${wait.task_id}`);

const isOver = (wait: Wait) => (wait.event_type === 'model.loading' ? !wait.loading : wait.position === 0);

/** What a run and its tasks wait for, for whoever begins to look: no log says it, and the next move may be long in coming. */
export class Waits {
  readonly #waits = new Map<string, Wait>();

  observe(event: LiveEvent): void {
    if (event.event_type === 'model.delta') return;
    if (isOver(event)) this.#waits.delete(nameOf(event));
    else this.#waits.set(nameOf(event), event);
  }

  /** The last word on everyone who waits. */
  current(): readonly LiveEvent[] {
    return [...this.#waits.values()];
  }
}
