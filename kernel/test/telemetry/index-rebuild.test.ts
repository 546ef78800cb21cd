import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { openTelemetryStore, type RunLogWriter } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn, writeRun } from './write-run.ts';

const ALL = { limit: 1_000 };

const step = fc.oneof(
  fc.record({ do: fc.constant('run'), tasks: fc.nat(4), end: fc.constantFrom('success', 'failed', 'cancelled') }),
  fc.record({ do: fc.constant('leave'), tasks: fc.nat(4) }),
  fc.record({ do: fc.constant('remove'), which: fc.nat(9) }),
  fc.record({ do: fc.constant('reopen') }),
  fc.record({ do: fc.constant('rebuild') }),
);

t.test('whatever happened, a rebuilt index has the content of the one kept up to date', async (t) => {
  const home = t.testdir();
  let trial = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = join(home, String(trial++));
      const open = () => openTelemetryStore(pathsIn(folder), keepingLogger());
      let store = await open();
      const ids: string[] = [];
      for (const now of steps) {
        const run_id = runIdAt(ids.length);
        if ('tasks' in now) ids.push(run_id);
        if ('end' in now) await writeRun(store, run_id, now.tasks, now.end);
        else if ('tasks' in now) leave(store.begin(run_id), run_id, now.tasks);
        else if ('which' in now) await store.remove(ids[now.which] ?? '').catch(() => false);
        else if (now.do === 'rebuild') await store.rebuildIndex();
        else {
          await store.close();
          store = await open();
        }
      }
      await store.close();
      store = await open();
      const kept = store.list(ALL);
      await store.rebuildIndex();
      t.strictSame(store.list(ALL), kept);
      await store.close();
      await rm(pathsIn(folder).telemetryIndex);
      store = await open();
      t.strictSame(store.list(ALL), kept);
      await store.close();
    }),
    { numRuns: 25 },
  );
});

/** A run that nobody ends. */
function leave(writer: RunLogWriter, run_id: string, tasks: number): void {
  for (const event of eventsOf(run_id, tasks, false)) writer.append(event);
}

t.test('runs that begin, end and go while the index is rebuilt are right afterwards', async (t) => {
  const folder = t.testdir();
  const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
  t.teardown(() => store.close());
  for (let i = 0; i < 30; i++) await writeRun(store, runIdAt(i), 2);
  const early = store.begin(runIdAt(30));
  for (const event of eventsOf(runIdAt(30), 1, false)) early.append(event);
  const rebuilt = store.rebuildIndex();
  await Promise.all([writeRun(store, runIdAt(31), 2), store.remove(runIdAt(3)), store.rebuildIndex(), rebuilt]);
  const statuses = new Map(store.list(ALL).map((row) => [row.run_id, row.status]));
  t.equal(statuses.size, 31);
  t.equal(statuses.get(runIdAt(30)), 'running');
  t.equal(statuses.get(runIdAt(31)), 'success');
  t.notOk(statuses.has(runIdAt(3)));
});

t.test('closing while the index is rebuilt waits for no old log and fails nothing', async (t) => {
  const folder = t.testdir();
  const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
  for (let i = 0; i < 30; i++) await writeRun(store, runIdAt(i), 2);
  await Promise.all([store.rebuildIndex(), store.close()]);
  const again = await openTelemetryStore(pathsIn(folder), keepingLogger());
  t.equal(again.list(ALL).length, 30);
  t.equal(again.recovery.rebuilt, null);
  await again.close();
});
