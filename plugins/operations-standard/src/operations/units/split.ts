import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, integer, list, number, object, text } from '../../operation/schema.ts';
import { ROUNDED, written } from '../../texts/written-number.ts';
import { convertUnit, UNIT_NAMES } from '../../units/convert-unit.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';

const name = text(undefined, 60, 1);

/** How many of each unit are full; the last takes the rest. */
function shares(total: Decimal, units: readonly string[], last: string): Decimal[] {
  let rest = total;
  return units.map((unit, i) => {
    if (i === units.length - 1) return rest;
    const one = convertUnit(1, unit, last);
    // The last digits of a division are rounded: a unit that is full but for them is full.
    const full = rest.div(one).toDecimalPlaces(30).floor();
    rest = Decimal.max(0, rest.minus(full.times(one)));
    return full;
  });
}

/** Each unit but the last takes as many as are full. The last is rounded in its text, which leaves out what is 0. */
export const split = defineOperation('units.split', () => ({
  version: '1.0.0',
  summary: 'Writes a quantity in several units of its kind: 5000 seconds as hours, minutes and seconds.',
  arguments: object(
    {
      value: number(),
      from: choice(UNIT_NAMES),
      to: list(choice(UNIT_NAMES), 'Units of the same quantity, the largest first', 6, 1),
    },
    {
      names: list(list(name, 'One, and several', 2, 2), 'For the text, by unit (default the units as they are)', 6, 1),
      decimals: integer('Of the last number in the text (default 2)', 0, 20),
      decimal_separator: choice(['.', ','], 'Default point'),
    },
  ),
  result: object({ values: list(number(), 'By unit', 6), text: text(undefined, 1_000) }),
  examples: [
    {
      arguments: {
        value: 5000,
        from: 's',
        to: ['h', 'min', 's'],
        names: [
          ['hour', 'hours'],
          ['minute', 'minutes'],
          ['second', 'seconds'],
        ],
      },
      result: { values: [1, 23, 20], text: '1 hour 23 minutes 20 seconds' },
    },
    {
      arguments: { value: 180, from: 'cm', to: ['ft', 'in'] },
      result: { values: [5, 10.866141732283465], text: '5 ft \u2248 10.87 in' },
    },
  ],
  run({ value, from, to, names = [], decimals = 2, decimal_separator = '.' }) {
    if (value < 0) fail('value', 'must not be negative: a rest of it could be counted in two ways');
    const last = to.at(-1) ?? from;
    const total = convertUnit(value, from, last);
    const exact = shares(total, to, last);
    // Rounded before it is shared out: there are no 60 seconds beside a minute.
    const near = total.toDecimalPlaces(decimals);
    const mark = near.eq(total.toDecimalPlaces(20)) ? '' : ROUNDED;
    const pieces = shares(near, to, last).flatMap((amount, i) => {
      const [one, other] = names[i] ?? [to[i], to[i]];
      const isLast = i === to.length - 1;
      const isOnly = isLast && near.isZero();
      if (amount.isZero() && !isOnly) return [];
      return [`${isLast ? mark : ''}${written(amount, 40, '', decimal_separator)} ${amount.eq(1) ? one : other}`];
    });
    return { values: exact.map((amount) => toNumber(amount, 'value')), text: pieces.join(' ') };
  },
}));
