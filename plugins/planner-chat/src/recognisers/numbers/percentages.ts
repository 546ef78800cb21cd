import { escapeMarkdown } from '../../graph/markdown.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

/** A recogniser whose answer is one expression over the numbers that were caught. */
function calculation(
  id: string,
  slots: readonly string[],
  code: (...values: string[]) => string,
  line: (...written: string[]) => readonly [before: string, after: string],
): Recogniser {
  return {
    id,
    claim(captures, { numbers }) {
      const caught = slots.map((slot) => captures[slot]);
      const values = caught.map((item) => (typeof item?.value === 'string' ? item.value : null));
      if (!values.every((value) => value !== null)) return null;
      // Of nothing there is no percentage.
      const divisor = caught[slots.findIndex((slot) => slot === 'whole' || slot === 'from')]?.value;
      if (typeof divisor === 'string' && Number(divisor) === 0) return null;
      const [before, after] = line(...caught.map((item) => escapeMarkdown(item?.raw ?? '')));
      const expression = code(...values);
      return {
        measures: '',
        build(draft) {
          const { value, written } = evaluate(draft, `Calculate ${expression}`, expression, numbers);
          return { value, line: [`${before}**`, written, `${after}**`] };
        },
      };
    },
  };
}

/** Percentages in words; those in signs are arithmetic. */
export const percentages: readonly Recogniser[] = [
  calculation(
    'numbers.percent_of',
    ['percent', 'number'],
    (p, n) => `${p} / 100 * ${n}`,
    (p, n) => [`${p} of ${n} is `, ''],
  ),
  calculation(
    'numbers.what_percent',
    ['part', 'whole'],
    (part, whole) => `${part} / ${whole} * 100`,
    (part, whole) => [`${part} is `, ` % of ${whole}`],
  ),
  calculation(
    'numbers.percent_change',
    ['from', 'to'],
    (from, to) => `(${to} - (${from})) / abs(${from}) * 100`,
    (from, to) => [`From ${from} to ${to} is a change of `, ' %'],
  ),
  calculation(
    'numbers.percent_more',
    ['number', 'percent'],
    (n, p) => `${n} * (1 + ${p} / 100)`,
    (n, p) => [`${n} plus ${p} is `, ''],
  ),
  calculation(
    'numbers.percent_less',
    ['number', 'percent'],
    (n, p) => `${n} * (1 - ${p} / 100)`,
    (n, p) => [`${n} less ${p} is `, ''],
  ),
];
