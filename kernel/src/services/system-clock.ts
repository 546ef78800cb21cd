import type { Clock } from '@kora/plugin-sdk';

/** The computer's own clocks. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
