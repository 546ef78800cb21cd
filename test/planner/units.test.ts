import t from 'tap';
import { QUANTITIES } from '../../plugins/operations-standard/src/units/quantities.ts';
import { de } from '../../plugins/planner-chat/src/language/de/de.ts';
import { en } from '../../plugins/planner-chat/src/language/en/en.ts';
import { DIMENSIONS } from '../../plugins/planner-chat/src/recognisers/units/dimensions.ts';

const quantityOf = new Map(
  Object.entries(QUANTITIES).flatMap(([quantity, units]) =>
    Object.keys(units).map((unit) => [unit, quantity] as const),
  ),
);

t.test('the planner knows the same of every unit as the operation that converts it', async (t) => {
  for (const [unit, dimension] of DIMENSIONS) t.equal(quantityOf.get(unit), dimension, unit);
});

t.test('every name of a unit leads to units that there are', async (t) => {
  for (const { units } of [en, de]) {
    const { words, symbols, byCountry } = units;
    const named = [...Object.values(words), ...Object.values(symbols)].flatMap((units) => units.split('|'));
    const local = Object.values(byCountry).flatMap((countries) =>
      Object.values(countries).flatMap((units) => (units === '' ? [] : units.split('|'))),
    );
    // Resolved by country where they are used.
    for (const unit of [...named, ...local]) t.ok(unit === 'fl_oz' || DIMENSIONS.has(unit), unit);
  }
});
