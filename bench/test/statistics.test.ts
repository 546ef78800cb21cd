import t from 'tap';
import { ONCE, percentile, roundsOf } from '../src/statistics.ts';

t.test('a percentile is a value that was measured, by nearest rank', async (t) => {
  const samples = [5, 1, 4, 2, 3];
  t.strictSame(
    [0, 0.5, 0.99, 1].map((share) => percentile(samples, share)),
    [1, 3, 5, 5],
  );
  t.ok(Number.isNaN(percentile([], 0.5)));
});

t.test('rounds that warm up come first and do not count', async (t) => {
  t.strictSame([...roundsOf({ warmups: 2, rounds: 3, budget_ms: 60_000 })], [false, false, true, true, true]);
  t.strictSame([...roundsOf(ONCE)], [true]);
});

t.test('when the time is up, one round has counted and no more follow', async (t) => {
  t.strictSame([...roundsOf({ warmups: 5, rounds: 5, budget_ms: -1 })], [true]);
});
