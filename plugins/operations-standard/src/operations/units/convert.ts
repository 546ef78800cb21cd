import { defineOperation } from '../../operation/define-operation.ts';
import { choice, integer, number, object, text } from '../../operation/schema.ts';
import { convertUnit, UNIT_NAMES } from '../../units/convert-unit.ts';
import { toNumber, toText } from '../../values/decimal.ts';

/** `value` is the nearest number, `text` is rounded half-even to `digits` significant digits. */
export const convert = defineOperation('units.convert', () => ({
  version: '1.0.0',
  summary:
    'Converts between units of length, mass, temperature, volume, area, speed, time, data, energy, power, pressure and more.',
  arguments: object(
    { value: number(), from: choice(UNIT_NAMES), to: choice(UNIT_NAMES, 'A unit of the same quantity') },
    { digits: integer('Significant digits of the text (default 15)', 1, 40) },
  ),
  result: object({ value: number(), text: text(undefined, 64) }),
  examples: [
    { arguments: { value: 26.2, from: 'mi', to: 'km' }, result: { value: 42.1648128, text: '42.1648128' } },
    { arguments: { value: 98.6, from: 'fahrenheit', to: 'celsius' }, result: { value: 37, text: '37' } },
    { arguments: { value: 1, from: 'lb', to: 'oz' }, result: { value: 16, text: '16' } },
  ],
  run({ value, from, to, digits = 15 }) {
    const converted = convertUnit(value, from, to);
    return { value: toNumber(converted, 'value'), text: toText(converted, digits) };
  },
}));
