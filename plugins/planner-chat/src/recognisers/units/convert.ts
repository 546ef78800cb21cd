import type { Quantity, UnitReading } from '../../grammar/slots/units.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { pairOf } from './dimensions.ts';

/** The lowest value of a scale: nothing is colder, and no other quantity is below nothing. */
const ABSOLUTE_ZERO: Readonly<Record<string, number>> = { celsius: -273.15, fahrenheit: -459.67 };

/** "12.5 km in miles", "how many ounces are in a pound". */
export const convert: Recogniser = {
  id: 'units.convert',
  claim({ quantity, unit }, { numbers, country }) {
    if (quantity === undefined || unit === undefined) return null;
    const [source, target] = [quantity.value as Quantity, unit.value as UnitReading];
    const pair = pairOf(source.units, target.units, country);
    if (pair === null || pair.from === pair.to) return null;
    const value = Number(source.amount);
    // Beyond 15 digits a JSON number would not be the number that was written.
    if (source.amount.replaceAll(/[^\d]/g, '').length > 15 || !Number.isFinite(value)) return null;
    if (value < (ABSOLUTE_ZERO[pair.from] ?? 0)) return null;
    const [shown, wanted] = [escapeMarkdown(quantity.raw), escapeMarkdown(unit.raw)];
    return {
      measures: pair.dimension,
      build(draft) {
        const result = draft.compute('conversion', `Convert ${quantity.raw} to ${unit.raw}`, 'units.convert', {
          value,
          from: pair.from,
          to: pair.to,
          digits: 40,
        });
        const written = { digits: 7, form: 'equation', other: wanted } as const;
        return {
          value: part(result, '/value'),
          line: [`${shown} `, writeNumber(draft, part(result, '/text'), numbers, written)],
        };
      },
    };
  },
};
