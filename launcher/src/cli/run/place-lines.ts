import type { ModelQueued, RunQueued } from '@kora/contracts';
import { printable } from '../output/table.ts';

/** What is waited for, as a person who watches one run is told: only of the task that is nearest to its turn, or of the run itself. */
export class PlaceLines {
  readonly #places = new Map<string, number>();
  #nearest = Number.POSITIVE_INFINITY;

  /** @returns the line to show, or null when the run stands where it stood */
  take(queued: ModelQueued | RunQueued): string | null {
    const { position } = queued;
    const id = queued.event_type === 'model.queued' ? queued.task_id : '';
    if (position === 0) this.#places.delete(id);
    else this.#places.set(id, position);
    const before = this.#nearest;
    this.#nearest = Math.min(...this.#places.values());
    if (this.#nearest === before || this.#nearest !== position) return null;
    const place = position === 1 ? 'next in line' : `number ${position} in line`;
    if (queued.event_type === 'run.queued') return `  waiting for the run's turn, ${place}`;
    return `  ${printable(id)}: waiting for ${printable(queued.connector)}, ${place}`;
  }
}
