import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

/** Where "one hundred one" is as right as "one hundred and one". */
const WITHOUT_AND = new Set(['US', 'CA', 'PH', '']);

/** Numbers in English words, and words as digits. */
export const inWords: readonly Recogniser[] = [
  {
    id: 'numbers.to_words',
    claim({ integer }, { country }) {
      const value = integer?.value;
      if (typeof value !== 'number' || Math.abs(value) > 999_999_999_999_999) return null;
      return {
        build(draft) {
          const and = !WITHOUT_AND.has(country);
          const words = draft.compute('words', `Write ${value} in words`, 'number.to_words', { value, and });
          return { value: words, line: [`${integer?.raw} is **`, words, '**'] };
        },
      };
    },
  },
  {
    id: 'numbers.from_words',
    claim({ spoken }, { numbers }) {
      const value = spoken?.value;
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return null;
      return {
        build(draft) {
          const number = draft.compute('number', `Read ${spoken?.raw}`, 'value.constant', { value });
          return { value: number, line: [`${spoken?.raw} is `, writeNumber(draft, number, numbers, { form: 'bold' })] };
        },
      };
    },
  },
];
