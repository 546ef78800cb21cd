import type { LiveEvent } from '@kora/contracts';

type Place = Extract<LiveEvent, { readonly position: number }>;

/** Names who waits: a task for a model, or the run itself. */
const whoWaits = (place: Place) => (place.event_type === 'run.queued' ? '' : place.task_id);

/** Where a run and its tasks stand in line, for whoever begins to look: no log says it, and the next move may be long in coming. */
export class PlacesInLine {
  readonly #places = new Map<string, Place>();

  observe(event: LiveEvent): void {
    if (event.event_type === 'model.delta') return;
    if (event.position === 0) this.#places.delete(whoWaits(event));
    else this.#places.set(whoWaits(event), event);
  }

  /** The last word on everyone who waits. */
  current(): readonly LiveEvent[] {
    return [...this.#places.values()];
  }
}
