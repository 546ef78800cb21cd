import type { ModelQueued } from '@kora/contracts';
import { printable } from '../output/table.ts';

/** The line for a model, as a person who watches one run is told of it: only of the task that is nearest to its turn. */
export class PlaceLines {
  readonly #places = new Map<string, number>();
  #nearest = Number.POSITIVE_INFINITY;

  /** @returns the line to show, or null when the run stands where it stood */
  take({ task_id, connector, position }: ModelQueued): string | null {
    if (position === 0) this.#places.delete(task_id);
    else this.#places.set(task_id, position);
    const before = this.#nearest;
    this.#nearest = Math.min(...this.#places.values());
    if (this.#nearest === before || this.#nearest !== position) return null;
    const place = position === 1 ? 'next' : `number ${position}`;
    return `  ${printable(task_id)}: waiting for ${printable(connector)}, ${place} in line`;
  }
}
