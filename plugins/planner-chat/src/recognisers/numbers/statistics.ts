import { part, type Ref } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { evaluate, writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

/** "average of 3, 5 and 8". */
export const statistics: Recogniser = {
  id: 'numbers.statistics',
  claim({ statistic, numbers: caught, added }, { numbers, language }) {
    const list = caught ?? added;
    const name = added !== undefined ? 'sum' : statistic?.value;
    if (list === undefined || typeof name !== 'string' || !Array.isArray(list.value)) return null;
    const literals: readonly string[] = list.value;
    if (literals.some((literal) => literal.replaceAll(/\D/g, '').length > 15) || literals.length > 200) return null;
    const sentence = language.phrases.statistics[name];
    if (sentence === undefined) return null;
    const count = String(literals.length);
    const answer = (value: Ref, result: Ref) => ({ value, line: say(sentence, { count, result }) });
    return {
      measures: '',
      endsInList: true,
      build(draft) {
        if (name === 'product') {
          const code = literals.map((literal) => (literal.startsWith('-') ? `(${literal})` : literal)).join(' * ');
          const name = `Multiply ${literals.length} numbers`;
          const { value, written } = evaluate(draft, name, code, numbers, { form: 'bold' });
          return answer(value, written);
        }
        const population = name === 'population_deviation';
        const result = draft.compute('statistics', `The ${name} of ${count} numbers`, 'math.statistics', {
          values: literals.map(Number),
          ...(population ? { deviation: 'population' } : {}),
        });
        const value = part(result, `/${population ? 'standard_deviation' : name}`);
        return answer(value, writeNumber(draft, value, numbers, { form: 'bold' }));
      },
    };
  },
};
