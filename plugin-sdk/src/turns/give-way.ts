import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work that nobody else notices. */
const SHORT_MS = 4;

/** Lets everybody else have their turn. */
export async function nextTurn(): Promise<void> {
  await setImmediate();
  // After an answer from a socket the first comes before any other socket is looked at; the second never does.
  await setImmediate();
}

/**
 * The same when this turn has lasted: steps that are long only for a value of a megabyte, such as printing, checking and hashing
 * it, must not add up to one stop of the whole process. Costs nothing for values of usual size.
 * @param began when the turn began, of `performance.now()`.
 * @returns when the turn that follows began.
 */
export async function giveWay(began: number): Promise<number> {
  if (performance.now() - began <= SHORT_MS) return began;
  await nextTurn();
  return performance.now();
}
