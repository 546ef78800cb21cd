import fc from 'fast-check';
import t from 'tap';
import { monthOfRun, newRunId } from '../../src/telemetry/run-id.ts';
import { clockAt } from './run-events.ts';

t.test('a run id is a safe file name that tells its month and sorts by time', async (t) => {
  const later = newRunId(clockAt(Date.parse('2026-10-01T00:00:00.000Z')));
  const earlier = newRunId(clockAt(Date.parse('2026-09-30T23:59:59.999Z')));
  t.match(earlier, /^run_20260930t235959999_[0-9a-f]{20}$/);
  t.equal(monthOfRun(earlier), '2026-09');
  t.equal(monthOfRun(later), '2026-10');
  t.ok(earlier < later);
  t.not(newRunId(clockAt(0)), newRunId(clockAt(0)), 'two runs of one millisecond differ');
});

t.test('nothing else is a run id, so nothing else ever becomes a path', async (t) => {
  const real = newRunId(clockAt(0));
  const strange = ['', '../x', '%2e%2e', `${real}\0`, `${real}/..`, `${real}\n`, ` ${real}`, real.toUpperCase()];
  strange.push('run_20261301t000000000_00000000000000000000', 'C:\\x', '\\\\host\\x', 'é'.repeat(40), 'r'.repeat(1e6));
  for (const id of strange) t.equal(monthOfRun(id), null, JSON.stringify(id.slice(0, 60)));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (id) => monthOfRun(id) === null));
});
