import { fail, quoted } from '../operation/fail.ts';
import { Decimal } from '../values/decimal.ts';
import { QUANTITIES, type Unit } from './quantities.ts';

const quantityOf: ReadonlyMap<string, string> = new Map(
  Object.entries(QUANTITIES).flatMap(([quantity, units]) =>
    Object.keys(units).map((name) => [name, quantity] as const),
  ),
);

/** The names of all units, by quantity in the order of the table. */
export const UNIT_NAMES: readonly string[] = [...quantityOf.keys()];

function find(name: string, argument: string): { readonly quantity: string; readonly unit: Unit } {
  const quantity = quantityOf.get(name);
  const unit = quantity === undefined ? undefined : QUANTITIES[quantity]?.[name];
  if (quantity === undefined || unit === undefined) return fail(argument, `is no known unit: ${quoted(name)}`);
  return { quantity, unit };
}

/**
 * Converts exactly: both factors are exact, and the only division comes last.
 * @throws Error when the units measure different things, or below absolute zero.
 */
export function convertUnit(value: number, from: string, to: string): Decimal {
  const [source, target] = [find(from, 'from'), find(to, 'to')];
  if (source.quantity !== target.quantity) {
    const units = Object.keys(QUANTITIES[source.quantity] ?? {}).join(', ');
    fail('to', `is a unit of ${target.quantity}, but from is one of ${source.quantity}; give one of ${units}`);
  }
  const shifted = new Decimal(value).plus(source.unit.offset ?? 0);
  if (source.quantity === 'temperature' && shifted.isNegative() && !shifted.isZero()) {
    fail('value', 'is below absolute zero');
  }
  const numerator = shifted.times(source.unit.factor).times(target.unit.per ?? 1);
  const denominator = new Decimal(source.unit.per ?? 1).times(target.unit.factor);
  return numerator.div(denominator).minus(target.unit.offset ?? 0);
}
