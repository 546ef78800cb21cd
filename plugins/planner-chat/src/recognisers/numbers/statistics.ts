import { part } from '../../graph/draft.ts';
import { shortened } from '../../graph/markdown.ts';
import { evaluate, writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const TITLES: Readonly<Record<string, string>> = {
  mean: 'The average',
  median: 'The median',
  sum: 'The sum',
  max: 'The maximum',
  min: 'The minimum',
  range: 'The range',
  product: 'The product',
  population_deviation: 'The population standard deviation',
  standard_deviation: 'The sample standard deviation',
};

/** "average of 3, 5 and 8". */
export const statistics: Recogniser = {
  id: 'numbers.statistics',
  claim({ statistic, numbers: caught, added }, { numbers }) {
    const list = caught ?? added;
    const name = added !== undefined ? 'sum' : statistic?.value;
    if (list === undefined || typeof name !== 'string' || !Array.isArray(list.value)) return null;
    const literals: readonly string[] = list.value;
    if (literals.some((literal) => literal.replaceAll(/\D/g, '').length > 15) || literals.length > 200) return null;
    const title = TITLES[name] ?? name;
    const shown = `of ${literals.length} numbers`;
    return {
      measures: '',
      endsInList: true,
      build(draft) {
        if (name === 'product') {
          const code = literals.map((literal) => (literal.startsWith('-') ? `(${literal})` : literal)).join(' * ');
          const { value, written } = evaluate(draft, `Multiply ${literals.length} numbers`, code, numbers);
          return { value, line: [`${title} ${shown} is **`, written, '**'] };
        }
        const population = name === 'population_deviation';
        const result = draft.compute('statistics', shortened(`${title} ${shown}`), 'math.statistics', {
          values: literals.map(Number),
          ...(population ? { deviation: 'population' } : {}),
        });
        const value = part(result, `/${population ? 'standard_deviation' : name}`);
        return { value, line: [`${title} ${shown} is **`, writeNumber(draft, value, numbers), '**'] };
      },
    };
  },
};
