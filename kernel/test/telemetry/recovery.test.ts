import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunEvent } from '@kora/contracts';
import t, { type Test } from 'tap';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn, writeRun } from './write-run.ts';

const ALL = { limit: 1_000 };

async function open(t: Test, folder: string) {
  const log = keepingLogger();
  const store = await openTelemetryStore(pathsIn(folder), log);
  t.teardown(() => store.close());
  return Object.assign(store, { log });
}

function logPath(folder: string, run_id: string): string {
  return join(folder, 'runs', '2026-03', `${run_id}.jsonl`);
}

async function place(folder: string, run_id: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(logPath(folder, run_id)), { recursive: true });
  await writeFile(logPath(folder, run_id), content);
}

const text = (events: Iterable<RunEvent>) => [...events].map((event) => `${JSON.stringify(event)}\n`).join('');

t.test('a torn last line is cut, reported and logged, wherever it was torn', async (t) => {
  const folder = t.testdir();
  const whole = text(eventsOf(runIdAt(0), 2, false));
  const last = '{"event_id":"é","seq":99';
  const torn = [1, 5, last.length].map((length, i) => ({ run_id: runIdAt(i + 1), tail: last.slice(0, length) }));
  for (const { run_id, tail } of torn) await place(folder, run_id, text(eventsOf(run_id, 2, false)) + tail);
  const store = await open(t, folder);
  t.strictSame(
    store.recovery.torn,
    torn.map(({ run_id, tail }) => ({ run_id, cut_bytes: Buffer.byteLength(tail) })),
  );
  t.equal(store.log.lines.filter((line) => line.message === 'a torn last line was cut').length, 3);
  for (const { run_id } of torn) {
    t.equal(readFileSync(logPath(folder, run_id), 'utf8').length, whole.length);
    t.equal((await store.read(run_id))?.length, 9);
  }
  await store.close();
  t.strictSame((await open(t, folder)).recovery.torn, []);
});

t.test('a very long torn tail is cut too, and a log that is all tail is removed', async (t) => {
  const folder = t.testdir();
  const [long, empty, none] = [runIdAt(1), runIdAt(2), runIdAt(3)];
  await place(folder, long, `${text(eventsOf(long, 1))}${'x'.repeat(3_000_000)}`);
  await place(folder, empty, '{"event_id"');
  await place(folder, none, '');
  const store = await open(t, folder);
  t.strictSame(store.recovery.torn, [{ run_id: long, cut_bytes: 3_000_000 }]);
  t.match(store.list(ALL), [{ run_id: long, status: 'success' }]);
  t.equal(await store.read(empty), null);
  t.equal(await store.read(none), null);
});

t.test('hostile lines never crash a start; the run is readable up to them and reported', async (t) => {
  const folder = t.testdir();
  const good = (run_id: string) => [...eventsOf(run_id, 1, false)];
  const changed = (change: object) => (run_id: string) => JSON.stringify({ ...good(run_id)[1], seq: 50, ...change });
  const hostile: Record<string, (run_id: string) => string | Buffer> = {
    'no JSON': () => '{"event_id":',
    'a lone surrogate': (run_id) => changed({ event_id: 'LONE' })(run_id).replace('LONE', '\\ud800'),
    'deep nesting': () => '['.repeat(500_000) + ']'.repeat(500_000),
    'a deep payload': (run_id) =>
      changed({ payload: 0 })(run_id).replace('"payload":0', `"payload":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`),
    'a huge line': () => `"${'x'.repeat(5_000_000)}"`,
    'a huge number': (run_id) => changed({ seq: 0 })(run_id).replace('"seq":0', '"seq":1e999'),
    'a number beyond a double': (run_id) => changed({ seq: 0 })(run_id).replace('"seq":0', '"seq":9007199254740993'),
    'a prototype key': (run_id) => changed({})(run_id).replace('{', '{"__proto__":{"a":1},'),
    'an unknown field': changed({ prompt: 'words' }),
    'an unknown type': changed({ event_type: 'model.delta' }),
    'another run': changed({ run_id: runIdAt(999) }),
    'an impossible time': changed({ timestamp: '2026-99-99T99:99:99Z' }),
    'a seq that goes back': changed({ seq: 0 }),
    'a second start': (run_id) => JSON.stringify({ ...good(run_id)[0], seq: 50 }),
    'bytes that are not UTF-8': () => Buffer.from([0x7b, 0xff, 0xfe]),
    zeros: () => Buffer.alloc(5_000),
  };
  const kinds = Object.keys(hostile).map((name, i) => ({ name, run_id: runIdAt(i) }));
  for (const { name, run_id } of kinds) {
    const before = good(run_id);
    const after = JSON.stringify({ ...before[4], seq: 60 });
    const line = hostile[name]?.(run_id) ?? '';
    await place(
      folder,
      run_id,
      Buffer.concat([Buffer.from(text(before)), Buffer.from(line), Buffer.from(`\n${after}\n`)]),
    );
  }
  const store = await open(t, folder);
  t.strictSame(
    store.recovery.corrupt.map(({ run_id }) => run_id),
    kinds.map(({ run_id }) => run_id),
  );
  for (const { name, run_id } of kinds) {
    t.strictSame(await store.read(run_id), good(run_id), name);
    t.equal((await store.bundle(run_id))?.status, 'interrupted', name);
    t.match(
      store.recovery.corrupt.find((damage) => damage.run_id === run_id),
      { line: 6, reason: String },
      name,
    );
  }
  t.equal(store.list(ALL).length, kinds.length);
  await store.rebuildIndex();
  t.equal(store.list(ALL).length, kinds.length);
});

t.test('events after the end of a run are not read', async (t) => {
  const folder = t.testdir();
  const run_id = runIdAt(1);
  const events = [...eventsOf(run_id, 1)];
  await place(folder, run_id, text([...events, { ...events[1], seq: 90 } as RunEvent]));
  const store = await open(t, folder);
  t.match(store.recovery.corrupt, [{ run_id, reason: 'the event comes after the end of the run' }]);
  t.equal((await store.bundle(run_id))?.status, 'success');
});

t.test('sums beyond what a number holds exactly keep a run out of the list, not Studio from starting', async (t) => {
  const folder = t.testdir();
  const run_id = runIdAt(1);
  const [start, ...rest] = eventsOf(run_id, 2);
  const huge = rest.map((event) =>
    event.event_type === 'task.completed'
      ? { ...event, event_type: 'model.invocation.completed', payload: invocation(event.payload.budget) }
      : event,
  );
  await place(folder, run_id, text([start, ...huge] as RunEvent[]));
  const store = await open(t, folder);
  t.strictSame(store.list(ALL), []);
  t.equal((await store.read(run_id))?.length, 10);
  await store.close();
  const again = await open(t, folder);
  t.strictSame(again.recovery.corrupt, [], 'and it is not examined at every start');
});

function invocation(budget: object) {
  const model = {
    connector: 'c',
    model_id: 'm',
    digest: null,
    seed: null,
    parameters: {},
    structured_output: 'none',
    tokens_source: 'counted',
  };
  const tokens = { tokens_in: Number.MAX_SAFE_INTEGER, tokens_out: Number.MAX_SAFE_INTEGER };
  return {
    model,
    outcome: 'accepted',
    error_code: null,
    retryable: false,
    ...tokens,
    duration_ms: 1,
    time_to_first_token_ms: null,
    warnings: [],
    budget,
  };
}

t.test('a log whose first line is damaged is reported once and left as it is', async (t) => {
  const folder = t.testdir();
  const run_id = runIdAt(1);
  await place(folder, run_id, 'rubbish\n');
  const store = await open(t, folder);
  t.match(store.recovery.corrupt, [{ run_id, line: 1 }]);
  t.strictSame(await store.read(run_id), []);
  t.equal(await store.bundle(run_id), null);
  t.strictSame(store.list(ALL), []);
  await store.close();
  t.strictSame((await open(t, folder)).recovery.corrupt, []);
  t.equal(readFileSync(logPath(folder, run_id), 'utf8'), 'rubbish\n');
});

t.test('a start reads only the logs that the index does not know to have ended', async (t) => {
  const folder = t.testdir();
  const first = await open(t, folder);
  await writeRun(first, runIdAt(1), 2);
  await first.close();
  writeFileSync(logPath(folder, runIdAt(1)), 'damaged behind the back of the index\n');
  await place(folder, runIdAt(2), text(eventsOf(runIdAt(2), 1)));
  const store = await open(t, folder);
  t.strictSame(store.recovery.corrupt, [], 'the known one was not read');
  t.strictSame(
    store.list(ALL).map((row) => row.run_id),
    [runIdAt(2), runIdAt(1)],
    'the unknown one was',
  );
  await store.close();
  await rm(logPath(folder, runIdAt(1)));
  t.strictSame(
    (await open(t, folder)).list(ALL).map((row) => row.run_id),
    [runIdAt(2)],
    'a log that went took its row',
  );
});

t.test('an index that is missing, cut, overwritten or of another kind is rebuilt and said in the log', async (t) => {
  const folder = t.testdir();
  const first = await open(t, folder);
  for (let i = 0; i < 40; i++) await writeRun(first, runIdAt(i), 1);
  const rows = first.list(ALL);
  await first.close();
  const path = join(folder, 'index.sqlite');
  const good = readFileSync(path);
  const damages: Record<string, () => void> = {
    missing: () => {},
    empty: () => writeFileSync(path, ''),
    'no database': () => writeFileSync(path, 'x'.repeat(20_000)),
    cut: () => writeFileSync(path, good.subarray(0, good.length - 4_096)),
    'overwritten in the middle': () =>
      writeFileSync(path, Buffer.concat([good.subarray(0, 4_096), Buffer.alloc(good.length - 4_096, 0x5a)])),
    'another schema': () => {
      const database = new DatabaseSync(path);
      database.exec('CREATE TABLE runs (run_id TEXT, summary TEXT); CREATE VIEW x AS SELECT 1');
      database.close();
    },
    'a strange row': () => {
      writeFileSync(path, good);
      const database = new DatabaseSync(path);
      database.exec("UPDATE runs SET state = 'odd'");
      database.close();
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
    damage();
    const store = await open(t, folder);
    t.strictSame(store.list(ALL), rows, name);
    if (name !== 'empty') {
      t.type(store.recovery.rebuilt, 'string', name);
      t.ok(
        store.log.lines.some((line) => line.message.startsWith('the index of runs is rebuilt')),
        name,
      );
    }
    await store.close();
  }
});

t.test('a damaged row fails the list with a coded error, and the index heals itself', async (t) => {
  const folder = t.testdir();
  const first = await open(t, folder);
  await writeRun(first, runIdAt(1), 1);
  await first.close();
  const database = new DatabaseSync(join(folder, 'index.sqlite'));
  database.exec(`UPDATE runs SET summary = '{"run_id":"../x"}'`);
  database.close();
  const store = await open(t, folder);
  t.throws(() => store.list(ALL), { code: 'KORA_TELEMETRY_INDEX_UNUSABLE' });
  await store.rebuildIndex();
  t.match(store.list(ALL), [{ run_id: runIdAt(1), status: 'success' }]);
});

t.test('an index in whose place a folder stands is a coded error', async (t) => {
  const folder = t.testdir({ 'index.sqlite': { x: 'y' } });
  await t.rejects(open(t, folder), { code: 'KORA_TELEMETRY_INDEX_UNUSABLE', message: /folder is in the place/ });
});

t.test('a log cut behind the back of a live writer does not stop the others', async (t) => {
  const folder = t.testdir();
  const store = await open(t, folder);
  await writeRun(store, runIdAt(1), 3);
  truncateSync(logPath(folder, runIdAt(1)), 100);
  appendFileSync(logPath(folder, runIdAt(1)), '\n');
  t.strictSame(await store.read(runIdAt(1)), []);
  t.ok(store.log.lines.some((line) => line.message.startsWith('a run log is damaged')));
});
