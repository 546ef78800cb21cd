import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foldTelemetry } from '@kora/contracts';
import t, { type Test } from 'tap';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn, writeRun } from './write-run.ts';

async function storeIn(t: Test, folder: string) {
  const log = keepingLogger();
  const store = await openTelemetryStore(pathsIn(folder), log);
  t.teardown(() => store.close());
  return { store, log };
}

t.test('a run is written, read, folded and listed', async (t) => {
  const folder = t.testdir();
  const { store } = await storeIn(t, folder);
  const run_id = runIdAt(1);
  const events = [...eventsOf(run_id, 3)];
  const writer = store.begin(run_id);
  for (const event of events) writer.append(event);
  t.equal((await store.bundle(run_id))?.summary.total_tasks, 3, 'also while it is live');
  const bundle = foldTelemetry(events);
  if (bundle === null) throw new Error('no bundle');
  await writer.end(bundle);
  await writer.end(bundle);
  t.strictSame(await store.read(run_id), events);
  t.strictSame(await store.bundle(run_id), bundle);
  t.match(store.list({ limit: 10 }), [{ run_id, status: 'success', total_tasks: 3, duration_ms: 12.5 }]);
  const path = join(folder, 'runs', '2026-03', `${run_id}.jsonl`);
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.equal(statSync(join(folder, 'index.sqlite')).mode & 0o777, 0o600);
  t.equal((await readFile(path, 'utf8')).split('\n').length, events.length + 1, 'one line an event');
  t.throws(() => writer.append(events[0] as never), { code: 'KORA_TELEMETRY_LOG_CLOSED' });
});

t.test('what is committed is in the file, what is only appended may not be', async (t) => {
  const folder = t.testdir();
  const { store } = await storeIn(t, folder);
  const run_id = runIdAt(1);
  const writer = store.begin(run_id);
  const path = join(folder, 'runs', '2026-03', `${run_id}.jsonl`);
  for (const event of eventsOf(run_id, 1, false)) writer.append(event);
  t.equal(statSync(path).size, 0);
  writer.commit();
  t.equal((await readFile(path, 'utf8')).split('\n').length, 6);
});

t.test('a live run is listed as running and cannot be deleted', async (t) => {
  const { store } = await storeIn(t, t.testdir());
  const run_id = runIdAt(1);
  const writer = store.begin(run_id);
  for (const event of eventsOf(run_id, 2, false)) writer.append(event);
  t.match(store.list({ limit: 10 }), [{ run_id, status: 'running', graph_id: 'graph', total_tasks: 2 }]);
  await store.rebuildIndex();
  t.match(store.list({ limit: 10 }), [{ run_id, status: 'running' }], 'a rebuild keeps off it');
  await t.rejects(store.remove(run_id), { code: 'KORA_TELEMETRY_RUN_LIVE', error_type: 'CONFLICT' });
});

t.test('the list goes from new to old, in pages, by status', async (t) => {
  const { store } = await storeIn(t, t.testdir());
  const ids = [1, 2, 3, 4, 5].map(runIdAt);
  for (const [i, run_id] of ids.entries()) await writeRun(store, run_id, i + 1, i % 2 === 0 ? 'success' : 'failed');
  const listed = (query: Parameters<typeof store.list>[0]) => store.list(query).map((row) => row.run_id);
  t.strictSame(listed({ limit: 10 }), ids.toReversed());
  const page = listed({ limit: 2 });
  t.strictSame(page, [ids[4], ids[3]]);
  t.strictSame(listed({ limit: 2, before: page[1] }), [ids[2], ids[1]]);
  t.strictSame(listed({ limit: 10, status: 'failed' }), [ids[3], ids[1]]);
  t.strictSame(listed({ limit: 10, before: "' OR 1=1 --" }), [], 'a hostile cursor is a value, not SQL');
  for (const limit of [0, -1, Number.NaN]) t.strictSame(listed({ limit }), []);
  t.equal(await store.remove(ids[2] ?? ''), true);
  t.equal(await store.remove(ids[2] ?? ''), false);
  t.equal(await store.read(ids[2] ?? ''), null);
  t.strictSame(listed({ limit: 10 }), [ids[4], ids[3], ids[1], ids[0]]);
});

t.test('ids from outside never leave the folder', async (t) => {
  const folder = t.testdir({ 'secret.jsonl': '{}\n' });
  const { store } = await storeIn(t, folder);
  const linked = runIdAt(7);
  await mkdir(join(folder, 'runs', '2026-03'), { recursive: true });
  symlinkSync(join(folder, 'secret.jsonl'), join(folder, 'runs', '2026-03', `${linked}.jsonl`));
  for (const id of ['../secret', '%2e%2e/secret', 'x\0', `../../${runIdAt(1)}`, 'a'.repeat(5_000), '𝕏', linked]) {
    t.equal(await store.read(id), null);
    t.equal(await store.bundle(id), null);
    t.equal(await store.remove(id), false);
    t.throws(() => store.begin(id), { code: 'KORA_TELEMETRY_RUN_ID_REFUSED' });
  }
  t.equal(await readFile(join(folder, 'secret.jsonl'), 'utf8'), '{}\n');
  const other = join(folder, 'elsewhere');
  await mkdir(other);
  await writeFile(join(other, `${runIdAt(8)}.jsonl`), '');
  symlinkSync(other, join(folder, 'runs', '2027-01'));
  t.equal(await store.read(runIdAt(8).replace('202603', '202701')), null, 'nor through a linked folder');
});

t.test('an id is used once', async (t) => {
  const { store } = await storeIn(t, t.testdir());
  const run_id = runIdAt(1);
  store.begin(run_id);
  t.throws(() => store.begin(run_id), { code: 'KORA_TELEMETRY_RUN_ID_REFUSED', details: { run_id } });
});

t.test('a folder that cannot be written gives a coded error that names the run', async (t) => {
  const folder = t.testdir();
  const { store } = await storeIn(t, folder);
  await rm(join(folder, 'runs'), { recursive: true });
  writeFileSync(join(folder, 'runs'), 'a file in the place of the folder');
  const run_id = runIdAt(1);
  t.throws(() => store.begin(run_id), { code: 'KORA_TELEMETRY_WRITE_FAILED', details: { run_id } });
  await t.rejects(openTelemetryStore(pathsIn(folder), keepingLogger()), { code: 'KORA_TELEMETRY_INDEX_UNUSABLE' });
});

t.test('closing ends the logs of live runs, which the next start shows as interrupted', async (t) => {
  const folder = t.testdir();
  const first = await storeIn(t, folder);
  const run_id = runIdAt(1);
  const writer = first.store.begin(run_id);
  for (const event of eventsOf(run_id, 1, false)) writer.append(event);
  await first.store.close();
  await first.store.close();
  t.throws(() => writer.commit(), { code: 'KORA_TELEMETRY_LOG_CLOSED' });
  const { store } = await storeIn(t, folder);
  t.strictSame(store.recovery.interrupted, [run_id]);
  t.equal((await store.bundle(run_id))?.status, 'interrupted');
  t.match(store.list({ limit: 1 }), [{ run_id, status: 'interrupted' }]);
  await store.close();
  t.strictSame((await storeIn(t, folder)).store.recovery.interrupted, [], 'said once, not at every start');
});
