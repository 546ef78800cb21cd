import { canonicalJson } from '../codec/canonical.ts';
import type { Json } from '../codec/json.ts';
import type { Guard, GuardTest } from './guard.ts';
import { resolvePointer } from './pointer.ts';
import type { Outputs } from './resolve.ts';

const same = (a: Json | undefined, b: Json): boolean =>
  a === b ||
  (a !== undefined && typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b));

/** Orders two numbers or two strings (by code unit); anything else has no order. */
function compare(a: Json | undefined, b: Json | undefined): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return null;
}

function holds(test: GuardTest, value: Json | undefined): boolean {
  if (test.exists !== undefined) return (value !== undefined && value !== null) === test.exists;
  if (test.equals !== undefined) return same(value, test.equals);
  if (test.not_equals !== undefined) return !same(value, test.not_equals);
  if (Array.isArray(test.in)) return (test.in as readonly Json[]).some((choice) => same(value, choice));
  const order = compare(value, test.lt ?? test.lte ?? test.gt ?? test.gte);
  if (order === null) return false;
  if (test.lt !== undefined) return order < 0;
  if (test.lte !== undefined) return order <= 0;
  return test.gt !== undefined ? order > 0 : order >= 0;
}

/**
 * Decides whether a task runs. Pure data in, truth out. A value that is not there equals nothing, has no order, and does not
 * exist; nor does null, which is what a skipped task leaves.
 */
export function evaluateGuard(guard: Guard, outputs: Outputs): boolean {
  if ('all' in guard) return guard.all.every((member) => evaluateGuard(member, outputs));
  if ('any' in guard) return guard.any.some((member) => evaluateGuard(member, outputs));
  if ('not' in guard) return !evaluateGuard(guard.not, outputs);
  const output = outputs.get(guard.$from);
  const value = output === undefined || output === null ? undefined : resolvePointer(output, guard.pointer ?? '');
  return holds(guard, value);
}

/** Ids of all tasks that a guard looks at. */
export function guardSources(guard: Guard): readonly string[] {
  if ('all' in guard) return guard.all.flatMap(guardSources);
  if ('any' in guard) return guard.any.flatMap(guardSources);
  return 'not' in guard ? guardSources(guard.not) : [guard.$from];
}
