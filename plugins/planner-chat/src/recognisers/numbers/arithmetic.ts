import type { Caught } from '../../grammar/pattern.ts';
import type { Expression } from '../../grammar/slots/expression.ts';
import { escapeMarkdown, shortened } from '../../graph/markdown.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const BIG = /\d{3}|\.\d|,\d/;
/** Dates, ratings and names that are written like divisions. */
const SAYINGS = /^(24|9|7|50|20|80|401)\s*\/\s*(7|11|50|20)$/;
/** 2026-01-31 and 1/2/2026 are days, in a sum as much as alone. */
const DATE =
  /(?<![\d.])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\/\d{1,2}\/(\d{4}|\d{2})|\d{4}\/\d{1,2}\/\d{1,2})(?![\d.])/;
/** How a team stands: 4 - 4 - 2. */
const LINE_UP = /^\d{1,2}( [-\u2013] \d{1,2}){2,}$/;
const LONGEST_CODE = 1_500;

/** `5 - 10` can be a range, `7 - 1` a score, `8 / 10` a mark: two plain numbers are a sum only where that makes no sense. */
function isPlainPair(raw: string): boolean {
  const pair = /^([\d.,]+)\s([-\u2212\u2013/])\s([\d.,]+)$/.exec(raw);
  // Who types a minus sign means one.
  if (pair === null || pair[2] === '\u2212') return false;
  const [left, right] = [Number((pair[1] ?? '').replaceAll(',', '')), Number((pair[3] ?? '').replaceAll(',', ''))];
  if (!(left > right)) return true;
  return pair[2] !== '/' && !BIG.test(raw);
}

/** "20 - 30 %" is everything from 20 % to 30 % before it is a difference. */
function isRange(raw: string): boolean {
  const pair = /^([\d.,]+)\s*%?\s*[-\u2013]\s*([\d.,]+)\s*(?:%|\p{L})/u.exec(raw);
  return pair !== null && Number((pair[1] ?? '').replace(',', '.')) <= Number((pair[2] ?? '').replace(',', '.'));
}

/** `24/7`, `9-5` and `555-1234` are no sums: without spaces or a word that asks for a calculation they are left alone. */
function isMeant({ asked, told, sum }: Readonly<Record<string, Caught>>, raw: string, value: Expression): boolean {
  if (value.code.length > LONGEST_CODE || SAYINGS.test(raw) || DATE.test(raw)) return false;
  if (isRange(raw)) return false;
  if (told !== undefined) return true;
  if (value.bare) return asked !== undefined && raw.includes('/') && BIG.test(raw) && !/\/.*\//.test(raw);
  if (asked !== undefined || sum !== undefined) return true;
  if (isPlainPair(raw) || /^\d+( x \d+)+$/i.test(raw) || LINE_UP.test(raw)) return false;
  return value.sure || /\d\s[-\u2212/]\s\d/.test(raw);
}

/** Sums, products, powers, roots and percentages: "what is 3 * (4 + 5)". */
export const arithmetic: Recogniser = {
  id: 'numbers.arithmetic',
  claim(captures, { numbers }) {
    const caught = captures.expression ?? captures.asked ?? captures.told ?? captures.sum;
    if (caught === undefined) return null;
    const value = caught.value as Expression;
    if (!isMeant(captures, caught.raw, value)) return null;
    const echo = escapeMarkdown(shortened(caught.raw));
    return {
      measures: '',
      build(draft) {
        const name = `Calculate ${shortened(caught.raw)}`;
        const { value: result, written } = evaluate(draft, name, value.code, numbers, { form: 'equation' });
        return { value: result, line: [`${echo} `, written] };
      },
    };
  },
};
