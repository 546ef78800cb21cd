import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work that nobody else notices. */
const SHORT_MS = 4;

/**
 * Lets everybody else have their turn when this one has lasted: steps that are long only for a graph with a megabyte in it, such as
 * checking and hashing, must not add up to one stop of the whole server. Costs nothing for a graph of usual size.
 * @param began when the turn began, of `performance.now()`.
 */
export async function giveWay(began: number): Promise<void> {
  if (performance.now() - began > SHORT_MS) await setImmediate();
}
