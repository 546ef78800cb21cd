import fc from 'fast-check';
import t from 'tap';
import { Decimal, sumOf } from '../src/values/decimal.ts';

t.test('a sum of whole numbers is the one that decimals give, also where a double could not hold it', async () => {
  const nearTheEdge = fc.integer({ min: -3, max: 3 }).map((i) => Number.MAX_SAFE_INTEGER + i);
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), nearTheEdge, fc.constantFrom(-0, 0.1, 1e60, -1e60));
  fc.assert(
    fc.property(fc.array(number), (values) => {
      const slow = values.reduce((sum, value) => sum.plus(value), new Decimal(0));
      return sumOf(values).eq(slow);
    }),
    { numRuns: 1_000 },
  );
});
