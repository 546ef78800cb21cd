import { say } from '../../graph/say.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const LARGEST = 1_000_000_000;

/** "sum of the integers from 1 to 100", "add up all numbers from 5 to 9": both ends included. */
export const rangeSum: Recogniser = {
  id: 'numbers.range_sum',
  claim({ from, to }, { numbers, language }) {
    const [first, last] = [from?.value, to?.value];
    const sentence = language.phrases.calculations['numbers.range_sum'];
    if (typeof first !== 'number' || typeof last !== 'number' || sentence === undefined) return null;
    // From 9 to 5, and one number alone, are asked for by mistake.
    if (first >= last || Math.max(Math.abs(first), Math.abs(last)) > LARGEST) return null;
    return {
      measures: '',
      endsInList: true,
      build(draft) {
        const code = `((${first}) + (${last})) * (${last - first + 1}) / 2`;
        const name = `Add up ${first} to ${last}`;
        const { value, written } = evaluate(draft, name, code, numbers, { form: 'bold' });
        return { value, line: say(sentence, { 0: from?.raw ?? '', 1: to?.raw ?? '', result: written }) };
      },
    };
  },
};
