import type { ModelEvent } from '@kora/contracts';

const isLast = (event: ModelEvent | undefined) => event?.type === 'end' || event?.type === 'error';

/**
 * Holds a call's events against their grammar: one `start`, any number of `delta` and `thinking`, exactly one `end` or
 * `error`. A call that fails before it begins may leave out the `start`.
 * @returns one sentence for each problem; none when the grammar holds.
 */
export function grammarProblems(events: readonly ModelEvent[]): readonly string[] {
  const problems: string[] = [];
  const starts = events.filter((event) => event.type === 'start').length;
  const ends = events.filter(isLast).length;
  const failedAtOnce = events.length === 1 && events[0]?.type === 'error';
  if (starts !== 1 && !failedAtOnce) problems.push(`there must be one start, not ${starts}`);
  if (starts > 0 && events[0]?.type !== 'start') problems.push('start must come first');
  if (ends !== 1) problems.push(`there must be one end or error, not ${ends}`);
  if (ends > 0 && !isLast(events.at(-1))) problems.push('nothing may follow the end or error');
  return problems;
}
