import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0b': 2, '0o': 8 };
const NAMES: Readonly<Record<number, string>> = { 2: 'binary', 8: 'octal', 10: 'decimal', 16: 'hexadecimal' };

/** Digits and their base: by a prefix, by what was said, or decimal. Null where the digits do not fit the base. */
function read(written: string, said: unknown): { readonly digits: string; readonly base: number } | null {
  const prefix = PREFIXES[written.slice(0, 2).toLowerCase()];
  if (prefix !== undefined && said !== undefined && said !== prefix) return null;
  const digits = prefix === undefined ? written : written.slice(2);
  const base = prefix ?? (typeof said === 'number' ? said : 10);
  const allowed = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base);
  // How a computer writes a negative number depends on its width.
  const sound =
    /^[0-9a-z]{1,200}$/i.test(digits) && [...digits.toLowerCase()].every((digit) => allowed.includes(digit));
  return sound ? { digits, base } : null;
}

/** "255 in hex", "convert binary 1010 to decimal". */
export const bases: Recogniser = {
  id: 'numbers.base',
  claim({ run, from, to }) {
    if (typeof run?.value !== 'string' || typeof to?.value !== 'number') return null;
    const number = read(run.value, from?.value);
    const target = to.value;
    if (number === null || number.base === target) return null;
    // A word such as "bad" is hexadecimal only when someone says so.
    if (from === undefined && number.base === 10 && !/^-?\d+$/.test(number.digits)) return null;
    return {
      build(draft) {
        const result = draft.compute('converted', `Write ${run.raw} in base ${target}`, 'number.convert_base', {
          digits: number.digits,
          from: number.base,
          to: target,
        });
        const of = number.base === 10 ? '' : ` (${NAMES[number.base] ?? `base ${number.base}`})`;
        return {
          value: result,
          line: [`${escapeMarkdown(run.raw)}${of} = **`, result, `** (${NAMES[target] ?? `base ${target}`})`],
        };
      },
    };
  },
};

/** "1994 in Roman numerals". */
export const toRoman: Recogniser = {
  id: 'numbers.to_roman',
  claim({ integer }) {
    const value = integer?.value;
    if (typeof value !== 'number' || value < 1 || value > 3999) return null;
    return {
      build(draft) {
        const roman = draft.compute('roman', `Write ${value} in Roman numerals`, 'number.to_roman', { value });
        return { value: roman, line: [`${value} = **`, roman, '**'] };
      },
    };
  },
};

/** "what number is MCMXCIV". */
export const fromRoman: Recogniser = {
  id: 'numbers.from_roman',
  claim({ roman }) {
    const text = roman?.value;
    if (typeof text !== 'string') return null;
    return {
      build(draft) {
        const value = draft.compute('number', `Read ${text}`, 'number.from_roman', { text });
        return { value, line: [`${text} = **`, value, '**'] };
      },
    };
  },
};
