import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FrozenGraph, type Json, prepareGraph, type TaskGraph } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import t from 'tap';
import { openRunArchive } from '../../src/archive/index.ts';
import { runIdAt } from '../telemetry/run-events.ts';

function frozen(tasks = 1): FrozenGraph {
  const task = (i: number) =>
    ({
      version: '1.0',
      id: `t${i}`,
      type: 'deterministic',
      input: { operation: 'text.count', arguments: { text: `word ${i}` } },
    }) as const;
  const graph: TaskGraph = {
    kora_version: '1.0.0',
    graph_id: 'graph',
    root: 't0',
    tasks: Array.from({ length: tasks }, (_, i) => task(i)),
  };
  const prepared = prepareGraph(graph);
  if (isLeft(prepared)) throw new Error(JSON.stringify(prepared.left));
  return prepared.right;
}

const pathOf = (folder: string, run_id: string) => join(folder, '2026-03', `${run_id}.jsonl`);

t.test('what is kept of a run is read back as it was', async (t) => {
  const folder = t.testdir();
  const archive = openRunArchive(folder, { keep: true });
  const whole = frozen();
  const { graph, graph_hash } = whole;
  const run_id = runIdAt(1);
  const writer = archive.begin(run_id, whole);
  writer.input('t0', 0, { text: 'Grüße 🎉' });
  writer.modelAnswer('t0', 0, 'not { JSON');
  writer.input('t0', 2, { text: 'again' });
  writer.modelAnswer('t0', 2, '{"words": 1}');
  writer.output('t0', { words: 1 });
  await writer.end({ words: 1 }, null);
  await writer.end('a second end does nothing', null);
  writer.output('t0', 'nor what comes after it');
  t.strictSame(await archive.read(run_id), {
    graph,
    graph_hash,
    inputs: new Map([['t0', [{ text: 'Grüße 🎉' }, null, { text: 'again' }]]]),
    model_answers: new Map([['t0', ['not { JSON', '', '{"words": 1}']]]),
    outputs: new Map([['t0', { words: 1 }]]),
    final_output: { words: 1 },
    error: null,
    complete: true,
  });
  t.equal(statSync(pathOf(folder, run_id)).mode & 0o777, 0o600);
  await archive.close();
});

t.test('an input may be nested as deep as arguments that hold an output, each as deep as may be', async (t) => {
  const archive = openRunArchive(t.testdir(), { keep: true });
  const nested = (levels: number, inner: Json): Json => (levels === 0 ? inner : [nested(levels - 1, inner)]);
  const input = { operation: 'data.echo', arguments: nested(64, nested(64, 'x')) };
  const writer = archive.begin(runIdAt(1), frozen());
  writer.input('t0', 0, input);
  writer.output('t0', 1);
  await writer.end(1, null);
  const read = await archive.read(runIdAt(1));
  t.ok(read?.complete);
  t.strictSame(read?.inputs.get('t0'), [input]);
});

t.test('a failed run keeps its error', async (t) => {
  const archive = openRunArchive(t.testdir(), { keep: true });
  const writer = archive.begin(runIdAt(1), frozen());
  const error = { error_type: 'TIMEOUT' as const, message: 'too slow', details: { task_id: 't0' } };
  await writer.end(null, error);
  t.match(await archive.read(runIdAt(1)), { final_output: null, error, complete: true });
});

t.test('with the switch off nothing is written, and what was kept before can still be read and deleted', async (t) => {
  const folder = join(t.testdir(), 'runs');
  const off = openRunArchive(folder, { keep: false });
  const writer = off.begin(runIdAt(1), frozen());
  writer.input('t0', 0, 'words');
  writer.modelAnswer('t0', 0, 'words');
  writer.output('t0', 'words');
  await writer.end('words', null);
  t.notOk(existsSync(folder));
  t.equal(await off.read(runIdAt(1)), null);
  const on = openRunArchive(folder, { keep: true });
  await on.begin(runIdAt(2), frozen()).end(1, null);
  t.match(await off.read(runIdAt(2)), { final_output: 1 });
  t.equal(await off.remove(runIdAt(2)), true);
});

t.test('runs are deleted one by one, or all with nothing left behind', async (t) => {
  const folder = t.testdir({ 'notes.txt': 'mine' });
  const archive = openRunArchive(folder, { keep: true });
  for (const i of [1, 2, 3]) await archive.begin(runIdAt(i), frozen()).end(i, null);
  const live = archive.begin(runIdAt(4), frozen());
  t.equal(await archive.remove(runIdAt(2)), true);
  t.equal(await archive.remove(runIdAt(2)), false);
  t.equal(await archive.read(runIdAt(2)), null);
  t.match(await archive.read(runIdAt(3)), { final_output: 3 });
  await archive.removeAll();
  live.output('t0', 'written after the deletion');
  await live.end(1, null);
  t.strictSame(readdirSync(join(folder, '2026-03')), []);
  t.ok(existsSync(join(folder, 'notes.txt')), 'only runs are deleted');
});

t.test('a run of 10,000 tasks is kept in order', async (t) => {
  const archive = openRunArchive(t.testdir(), { keep: true });
  const run_id = runIdAt(1);
  const writer = archive.begin(run_id, frozen(10_000));
  for (let i = 0; i < 10_000; i++) {
    writer.input(`t${i}`, 0, { i });
    writer.output(`t${i}`, { double: i * 2 });
  }
  await writer.end(1, null);
  const run = await archive.read(run_id);
  t.equal(run?.graph.tasks.length, 10_000);
  t.equal(run?.inputs.size, 10_000);
  t.strictSame([...(run?.outputs.keys() ?? [])].slice(0, 3), ['t0', 't1', 't2']);
  t.strictSame(run?.outputs.get('t9999'), { double: 19_998 });
});

t.test('a model’s answer is on disk when it has been handed over, other contents when the run ends', async (t) => {
  const folder = t.testdir();
  const archive = openRunArchive(folder, { keep: true });
  const run_id = runIdAt(1);
  const writer = archive.begin(run_id, frozen());
  writer.modelAnswer('t0', 0, 'half a character: \ud83c');
  t.match(await archive.read(run_id), {
    model_answers: new Map([['t0', ['half a character: \ufffd']]]),
    complete: false,
  });
  writer.output('t0', 'later');
  t.equal((await archive.read(run_id))?.outputs.size, 0);
  await archive.close();
  await archive.close();
  t.match(await archive.read(run_id), {
    outputs: new Map([['t0', 'later']]),
    final_output: undefined,
    complete: false,
  });
});

t.test('a value that is too large is left out, and the run says that it is not complete', async (t) => {
  const archive = openRunArchive(t.testdir(), { keep: true });
  const run_id = runIdAt(1);
  const writer = archive.begin(run_id, frozen());
  writer.output('t0', 'x'.repeat(34_000_000));
  await writer.end('small', null);
  const run = await archive.read(run_id);
  t.match(run, { final_output: 'small', complete: false });
  t.equal(run?.outputs.size, 0);
});

t.test('a hostile archive is read up to what is wrong, and never crashes', async (t) => {
  const folder = t.testdir();
  const archive = openRunArchive(folder, { keep: true });
  const run_id = runIdAt(1);
  const writer = archive.begin(run_id, frozen());
  writer.output('t0', 'good');
  await writer.end('good', null);
  const path = pathOf(folder, run_id);
  const good = readFileSync(path, 'utf8').split('\n').slice(0, 2).join('\n');
  const value = (json: string) => `{"kind":"output","task_id":"t1","value":${json}}`;
  const hostile: Record<string, string> = {
    'a torn line': '{"kind":"outp',
    'deep nesting': value('['.repeat(100_000) + ']'.repeat(100_000)),
    'a lone surrogate': value('"\\ud800"'),
    'a huge number': value('1e999'),
    'a prototype key': value('{"__proto__":{"polluted":true}}'),
    'a path as task': '{"kind":"output","task_id":"../../x","value":1}',
    'a far attempt': '{"kind":"input","task_id":"t1","attempt_index":1000000000,"value":1}',
    'an unknown kind': '{"kind":"constructor"}',
    'another graph that is none':
      '{"kind":"graph","graph":{"kora_version":"1.0.0","graph_id":"g","root":"x","tasks":[]}}',
  };
  for (const [name, line] of Object.entries(hostile)) {
    writeFileSync(path, `${good}\n${line}\n${value('2')}\n`);
    const run = await archive.read(run_id);
    t.match(run, { complete: false, final_output: undefined }, name);
    t.strictSame(run?.outputs, new Map<string, Json>([['t0', 'good']]), name);
  }
  t.equal(({} as Record<string, unknown>).polluted, undefined);
  for (const content of ['', 'rubbish\n', '\0'.repeat(9_000), `${value('1')}\n`]) {
    writeFileSync(path, content);
    t.equal(await archive.read(run_id), null, 'without a graph there is nothing');
  }
  appendFileSync(path, '\n');
  t.equal(await archive.remove(run_id), true);
});

t.test('ids from outside never leave the folder', async (t) => {
  const folder = t.testdir({ runs: {}, 'x.jsonl': 'mine' });
  const archive = openRunArchive(join(folder, 'runs'), { keep: true });
  for (const id of ['../x', '..%2fx', 'x\0', '', 'C:\\x', 'n'.repeat(9_000)]) {
    t.equal(await archive.read(id), null);
    t.equal(await archive.remove(id), false);
    t.throws(() => archive.begin(id, frozen()), { code: 'KORA_ARCHIVE_WRITE_FAILED' });
  }
  t.equal(readFileSync(join(folder, 'x.jsonl'), 'utf8'), 'mine');
});

t.test('a folder that cannot be written is a coded error that names the switch', async (t) => {
  const folder = t.testdir({ runs: 'a file' });
  const archive = openRunArchive(join(folder, 'runs'), { keep: true });
  t.throws(() => archive.begin(runIdAt(1), frozen()), {
    code: 'KORA_ARCHIVE_WRITE_FAILED',
    message: /keep_run_contents/,
    details: { run_id: runIdAt(1) },
  });
});
