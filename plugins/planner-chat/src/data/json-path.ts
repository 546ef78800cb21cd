import { isRecord, type Json } from '@kora/contracts';

/** One step into a JSON value: a key, a position, or every item of a list. */
export type Step = string | number | null;

const STEP = /^(?:\.?([A-Za-z_][\w-]*)|\[(\d{1,6})\]|\[(?:"([^"\\]+)"|'([^'\\]+)')\]|\[(\*)?\])/;

/**
 * Reads a path such as `user.name`, `$.items[0].id` or `items[*].id`.
 * @returns null for anything that is no path of at least two steps, or of one behind `$.`.
 */
export function readJsonPath(written: string): readonly Step[] | null {
  const rooted = /^\$?\./.test(written) || written.startsWith('$[');
  let rest = written.replace(/^\$/, '');
  const steps: Step[] = [];
  while (rest !== '') {
    const found = STEP.exec(rest);
    // Only the first key needs no dot before it.
    if (found === null || (found[1] !== undefined && steps.length > 0 && !rest.startsWith('.'))) return null;
    const [whole, key, index, double, single] = found;
    steps.push(index !== undefined ? Number(index) : (key ?? double ?? single ?? null));
    rest = rest.slice(whole.length);
  }
  return steps.length >= 2 || (rooted && steps.length === 1) ? steps : null;
}

/**
 * Whether a path leads somewhere in a value, in every item of the lists that it goes through. Where it does not, something else is
 * meant, or the person should hear why.
 */
export function leadsSomewhere(value: unknown, steps: readonly Step[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  if (step === null) {
    return (
      Array.isArray(value) && value.length > 0 && value.every((item) => item !== null && leadsSomewhere(item, rest))
    );
  }
  if (typeof step === 'number') return Array.isArray(value) && step < value.length && leadsSomewhere(value[step], rest);
  if (!isRecord(value) || !Object.hasOwn(value, step)) return false;
  const found = value[step];
  return (rest.length === 0 || found !== null) && leadsSomewhere(found, rest);
}

/** A path without `[*]` as a JSON pointer (RFC 6901). */
export const toPointer = (steps: readonly Step[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A path as a JMESPath expression. */
export const toJmesPath = (steps: readonly Step[]): string =>
  steps
    .map((step, i) => {
      if (step === null) return '[*]';
      return typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${JSON.stringify(step satisfies Json)}`;
    })
    .join('');
