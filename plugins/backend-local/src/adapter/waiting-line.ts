import type { Routing } from '@kora/contracts';

/** How urgent a task is, as its routing says. */
export type Priority = NonNullable<Routing['priority']>;

const RANK: Readonly<Record<Priority, number>> = { high: 2, normal: 1, low: 0 };

/** A task that was passed over this often is as urgent as one of the next rank, so that nobody waits for ever. */
const PATIENCE = 4;

/** One who waits. */
export interface Waiting {
  readonly enter: () => void;
  readonly onPlace: ((position: number) => void) | undefined;
  readonly rank: number;
  passed: number;
  /** The place that was told last, 0 for none. */
  told: number;
}

const urgency = ({ rank, passed }: Waiting) => rank + Math.floor(passed / PATIENCE);

/** A place is told again when it has changed by a tenth, or by one near the front: a thousand tasks may wait, and each would tell a thousand places. */
const isNews = (position: number, told: number) => Math.abs(position - told) >= Math.max(1, Math.floor(told / 10));

/** Those who wait for one connector, in the order of their arrival. The most urgent is next. */
export class WaitingLine {
  readonly #line: Waiting[] = [];
  #telling = false;

  get length(): number {
    return this.#line.length;
  }

  /** @param enter called when it is this one's turn */
  join(priority: Priority, enter: () => void, onPlace: Waiting['onPlace']): Waiting {
    const waiting: Waiting = { enter, onPlace, rank: RANK[priority], passed: 0, told: 0 };
    this.#line.push(waiting);
    this.#tellSoon();
    return waiting;
  }

  /** One gives up. */
  leave(waiting: Waiting): void {
    const index = this.#line.indexOf(waiting);
    if (index >= 0) this.#remove(index);
  }

  /** Takes the most urgent out; those who came earlier were passed over once more. */
  takeNext(): Waiting | undefined {
    const most = this.#line.reduce((highest, each) => Math.max(highest, urgency(each)), 0);
    const index = this.#line.findIndex((each) => urgency(each) === most);
    for (const earlier of this.#line.slice(0, Math.max(0, index))) earlier.passed++;
    return index < 0 ? undefined : this.#remove(index);
  }

  #remove(index: number): Waiting | undefined {
    const [gone] = this.#line.splice(index, 1);
    if (gone !== undefined && gone.told > 0) gone.onPlace?.(0);
    this.#tellSoon();
    return gone;
  }

  /** Once for all that joins or leaves at the same moment. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tell();
    });
  }

  #tell(): void {
    const ahead = new Map<number, number>();
    for (const each of this.#line) ahead.set(urgency(each), (ahead.get(urgency(each)) ?? 0) + 1);
    let before = 0;
    for (const level of [...ahead.keys()].sort((a, b) => b - a)) {
      const here = ahead.get(level) ?? 0;
      ahead.set(level, before);
      before += here;
    }
    for (const each of this.#line) {
      const position = (ahead.get(urgency(each)) ?? 0) + 1;
      ahead.set(urgency(each), position);
      if (!isNews(position, each.told)) continue;
      each.told = position;
      each.onPlace?.(position);
    }
  }
}
