import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Claim, Recogniser } from '../recogniser.ts';

const PLAIN = /^-?\d{1,15}(\.\d{1,15})?$/;
/** 0.333 and 0.67 stand for thirds as often as for themselves. */
const CUT_SHORT = /\.\d*?((\d)\2{2,}|33|66|67|167|833|143|142857)\d?$/;

function lowest(numerator: string, denominator: string, shown: string, form: string): Omit<Claim, 'recogniser'> {
  return {
    build(draft) {
      const args = { numerator, denominator };
      const fraction = draft.compute('fraction', `${shown} in lowest terms`, 'number.fraction', args);
      const value = part(fraction, form === 'mixed' ? '/mixed' : '/text');
      return { value, line: [`${escapeMarkdown(shown)} = **`, value, '**'] };
    },
  };
}

/** Decimals as fractions, and fractions and ratios in lowest terms. */
export const fractions: readonly Recogniser[] = [
  {
    id: 'numbers.to_fraction',
    claim({ number, percent, fraction_form: form }) {
      const literal = (number ?? percent)?.value;
      if (typeof literal !== 'string' || !PLAIN.test(literal)) return null;
      if (number !== undefined && (!literal.includes('.') || CUT_SHORT.test(literal))) return null;
      const shown = (number ?? percent)?.raw ?? '';
      return lowest(literal, percent === undefined ? '1' : '100', shown, String(form?.value));
    },
  },
  {
    id: 'numbers.lowest_terms',
    claim({ part: over, whole: under, fraction_form: form }) {
      const [numerator, denominator] = [over?.value, under?.value];
      if (typeof numerator !== 'string' || typeof denominator !== 'string') return null;
      if (!/^\d{1,15}$/.test(numerator) || !/^[1-9]\d{0,14}$/.test(denominator)) return null;
      return lowest(numerator, denominator, `${over?.raw}/${under?.raw}`, String(form?.value));
    },
  },
  {
    id: 'numbers.ratio',
    claim({ part: over, whole: under }, { numbers }) {
      const [first, second] = [over?.value, under?.value];
      if (typeof first !== 'string' || typeof second !== 'string') return null;
      if (!PLAIN.test(first) || !PLAIN.test(second) || !(Number(first) > 0) || !(Number(second) > 0)) return null;
      return {
        build(draft) {
          const args = { numerator: first, denominator: second };
          const fraction = draft.compute('ratio', `${first} to ${second} in lowest terms`, 'number.fraction', args);
          const parts = [part(fraction, '/numerator'), ':', part(fraction, '/denominator')];
          const value = draft.compute('ratio_text', 'Write the ratio', 'text.concat', { parts });
          const quotient = evaluate(draft, 'As one number', `${first} / (${second})`, numbers, { digits: 7 });
          const shown = escapeMarkdown(`${over?.raw} : ${under?.raw}`);
          return { value, line: [`${shown} = **`, value, '** (', quotient.written, ')'] };
        },
      };
    },
  },
];
