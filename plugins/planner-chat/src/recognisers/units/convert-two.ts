import type { Caught } from '../../grammar/pattern.ts';
import type { Quantity, UnitReading } from '../../grammar/slots/units.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { pairOf } from './dimensions.ts';

/** Units that people say together, with how many of the smaller make one of the larger. */
export const TOGETHER: Readonly<Record<string, number>> = {
  'ft in': 12,
  'yd ft': 3,
  'lb oz': 16,
  'st lb': 14,
  'week day': 7,
  'day h': 24,
  'h min': 60,
  'min s': 60,
  'km m': 1000,
  'm cm': 100,
  'kg g': 1000,
};

const amountOf = (amount: unknown, unit: string): Quantity => ({
  amount: String(amount),
  units: [unit],
  written: unit,
});

/** The smaller unit of "6 ft 2" and "12 stone 4", which nobody needs to say. */
function restOf(first: Caught | undefined, rest: Caught | undefined): Quantity | undefined {
  const [unit] = (first?.value as Quantity | undefined)?.units ?? [];
  const smaller = { ft: 'in', st: 'lb' }[unit ?? ''];
  return rest === undefined || smaller === undefined ? undefined : amountOf(rest.value, smaller);
}

function feetAndInches({ value }: Caught): readonly [Quantity, Quantity] {
  const { feet, inches } = value as { readonly feet: number; readonly inches: number };
  return [amountOf(feet, 'ft'), amountOf(inches, 'in')];
}

/** "6 feet 2 inches in cm", "6 ft 2 in cm", "6'2\" in cm". */
export const convertTwo: Recogniser = {
  id: 'units.convert_two',
  claim({ first, second, rest: bare, height, unit }, { numbers, country }) {
    const [large, small] =
      height === undefined
        ? [first?.value as Quantity | undefined, (second?.value as Quantity | undefined) ?? restOf(first, bare)]
        : feetAndInches(height);
    const target = unit?.value as UnitReading | undefined;
    if (large === undefined || small === undefined || target === undefined) return null;
    const said = large.units.flatMap((a) => small.units.map((b) => `${a} ${b}`)).filter((pair) => pair in TOGETHER);
    const [together, another] = said;
    if (together === undefined || another !== undefined) return null;
    const [whole, rest] = [Number(large.amount), Number(small.amount)];
    // Only a whole number has a rest behind it, which is less than one more of it.
    if (!Number.isSafeInteger(whole) || whole < 1 || rest < 0 || !(rest < (TOGETHER[together] ?? 0))) return null;
    const [from = '', less = ''] = together.split(' ');
    const [pair, other] = [pairOf([from], target.units, country), pairOf([less], target.units, country)];
    if (pair === null || other === null) return null;
    const shown = escapeMarkdown(height?.raw ?? `${first?.raw} ${(second ?? bare)?.raw}`);
    return {
      measures: pair.dimension,
      build(draft) {
        const values = [
          { value: whole, from, to: pair.to },
          { value: rest, from: less, to: other.to },
        ].map((args) =>
          part(draft.compute('conversion', 'Convert one of two', 'units.convert', { ...args, digits: 40 }), '/value'),
        );
        const value = draft.compute('sum', 'Both together', 'list.sum', { numbers: values });
        const written = { digits: 7, form: 'equation', other: escapeMarkdown(unit?.raw ?? '') } as const;
        return { value, line: [`${shown} `, writeNumber(draft, value, numbers, written)] };
      },
    };
  },
};
