import type { Quantity, UnitReading } from '../../grammar/slots/units.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { DIMENSIONS } from './dimensions.ts';

const SYSTEM = /_(us|uk|metric)$/;
const systemOf = (unit: string) => SYSTEM.exec(unit)?.[1] ?? null;

/** The pairs of one system each, where a word means a unit of several. */
function pairsOf(from: readonly string[], to: readonly string[]) {
  return from.flatMap((first) =>
    to.flatMap((second) => {
      const [one, other] = [systemOf(first), systemOf(second)];
      const dimension = DIMENSIONS.get(first);
      if (dimension === undefined || DIMENSIONS.get(second) !== dimension || first === second) return [];
      if (one !== null && other !== null && one !== other) return [];
      return [{ from: first, to: second, system: one ?? other ?? '' }];
    }),
  );
}

/** "3 cups in ml" where a cup is that of the United States or 250 ml: both, each with its name. */
export const twoSystems: Recogniser = {
  id: 'units.convert_both',
  claim({ quantity, unit }, { numbers, language }) {
    if (quantity === undefined || unit === undefined) return null;
    const [source, target] = [quantity.value as Quantity, unit.value as UnitReading];
    const pairs = pairsOf(source.units, target.units);
    const [first, second, third] = pairs;
    if (first === undefined || second === undefined || third !== undefined || first.system === second.system)
      return null;
    const value = Number(source.amount);
    if (!(value > 0) || source.amount.replaceAll(/\D/g, '').length > 15) return null;
    const other = escapeMarkdown(unit.raw);
    return {
      build(draft) {
        const answers = [first, second].map(({ from, to, system }) => {
          const result = draft.compute('conversion', `With ${from} and ${to}`, 'units.convert', {
            value,
            from,
            to,
            digits: 40,
          });
          const written = writeNumber(draft, part(result, '/text'), numbers, { digits: 7, form: 'bold', other });
          const sizes = [from, to]
            .map((name) => phraseOf(language, `units.size.${name}`))
            .filter((size) => size !== '');
          return { system, value: part(result, '/value'), written, sizes: sizes.join(', ') };
        });
        const both = Object.fromEntries(answers.map(({ system, value }) => [system, value]));
        const said = answers.flatMap(({ system, written, sizes }, i) => [
          i === 0 ? '' : '; ',
          ...say(phraseOf(language, `units.${system}`), { written, sizes }),
        ]);
        return {
          value: draft.compute('both', 'Both', 'value.constant', { value: both }),
          line: [`${escapeMarkdown(quantity.raw)}: `, ...said],
        };
      },
    };
  },
};

/** Litres in 100 miles of a mile per gallon. */
const GALLONS: Readonly<Record<string, string>> = { US: '3.785411784', GB: '4.54609' };

/** "30 mpg in l/100km", with the gallon of the country. */
export const fuel: Recogniser = {
  id: 'units.fuel',
  claim({ number }, { numbers, country, language }) {
    const [value, gallon] = [number?.value, GALLONS[country]];
    if (typeof value !== 'string' || gallon === undefined || !(Number(value) > 0)) return null;
    return {
      build(draft) {
        const expression = `100 * ${gallon} / (1.609344 * ${value})`;
        const result = draft.compute('fuel', 'Convert the consumption', 'math.evaluate', { expression, digits: 40 });
        const written = writeNumber(draft, part(result, '/text'), numbers, { digits: 5, form: 'bold' });
        const sentence = phraseOf(language, `units.fuel.${country}`);
        return { value: part(result, '/value'), line: say(sentence, { shown: number?.raw ?? '', written }) };
      },
    };
  },
};
