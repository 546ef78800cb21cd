import type { Clock } from '../../tokens/services.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves both clocks forward by so many milliseconds. */
  advance(milliseconds: number): void;
}

/** Makes a clock that starts at an instant, 2026-01-01T00:00:00Z unless given. */
export function fakeClock(start: Date | string = '2026-01-01T00:00:00Z'): FakeClock {
  const origin = new Date(start).getTime();
  let elapsed = 0;
  return {
    now: () => new Date(origin + elapsed),
    monotonic: () => elapsed,
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('fakeClock: time does not go backwards');
      elapsed += milliseconds;
    },
  };
}
