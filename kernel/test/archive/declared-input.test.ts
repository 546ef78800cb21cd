import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareGraph, type TaskGraph } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import t from 'tap';
import { openRunArchive } from '../../src/archive/index.ts';
import { runIdAt } from '../telemetry/run-events.ts';

const operation = (id: string, args: object, dependencies: readonly string[] = []) => ({
  ...{ version: '1.0', id, type: 'deterministic' as const, dependencies },
  input: { operation: 'text.join', arguments: args as Record<string, string> },
});

const GRAPH: TaskGraph = {
  ...{ kora_version: '1.0.0', graph_id: 'graph', root: 'last' },
  tasks: [
    operation('first', { text: 'x'.repeat(1_000) }),
    operation('skipped', { text: 'y' }),
    operation('last', { parts: [{ $from: 'first', pointer: '/text' }, { $from: 'skipped' }, 'z'] }, [
      'first',
      'skipped',
    ]),
  ],
};

function begin(folder: string) {
  const archive = openRunArchive(folder, { keep: true });
  const prepared = prepareGraph(GRAPH);
  if (isLeft(prepared)) throw new Error(JSON.stringify(prepared.left));
  return { archive, run_id: runIdAt(1), writer: archive.begin(runIdAt(1), prepared.right) };
}

t.test(
  'what an operation ran with is not kept again, and is read back from the graph and the outputs before it',
  async (t) => {
    const folder = t.testdir();
    const { archive, run_id, writer } = begin(folder);
    writer.declaredInput('first');
    writer.writtenOutput('first', '{"text":"found"}');
    writer.declaredInput('last');
    writer.output('last', 'done');
    await writer.end('done', null);
    const kept = await archive.read(run_id);
    t.strictSame(kept?.inputs.get('first'), [{ operation: 'text.join', arguments: { text: 'x'.repeat(1_000) } }]);
    t.strictSame(kept?.inputs.get('last'), [{ operation: 'text.join', arguments: { parts: ['found', null, 'z'] } }]);
    t.strictSame(kept?.outputs.get('first'), { text: 'found' });
    t.equal(kept?.complete, true);
    const text = readFileSync(join(folder, '2026-03', `${run_id}.jsonl`), 'utf8');
    t.equal(text.split('x'.repeat(1_000)).length - 1, 1, 'the words of the graph are there once');
  },
);

t.test('a final output that is the output of the root is kept once', async (t) => {
  const folder = t.testdir();
  const { archive, run_id, writer } = begin(folder);
  writer.writtenOutput('last', '{"text":"the end of it"}');
  await writer.end({ text: 'the end of it' }, null, true);
  t.match(await archive.read(run_id), { final_output: { text: 'the end of it' }, error: null, complete: true });
  const text = readFileSync(join(folder, '2026-03', `${run_id}.jsonl`), 'utf8');
  t.equal(text.split('the end of it').length - 1, 1);
});

t.test('a final output that nobody kept before is kept at the end', async (t) => {
  const { archive, run_id, writer } = begin(t.testdir());
  await writer.end('all there is', null, true);
  t.match(await archive.read(run_id), { final_output: 'all there is', complete: true });
});

t.test('an output that was written with line breaks is one line of the archive', async (t) => {
  const { archive, run_id, writer } = begin(t.testdir());
  writer.writtenOutput('first', '{\n  "text": "found\\n"\n}');
  await writer.end(null, null);
  t.match(await archive.read(run_id), { complete: true });
  t.strictSame((await archive.read(run_id))?.outputs.get('first'), { text: 'found\n' });
});

t.test('inputs that come to more than a record may hold are left out, however small the file is', async (t) => {
  const folder = t.testdir();
  const archive = openRunArchive(folder, { keep: true });
  const echo = (i: number) => operation(`t${i}`, { text: { $from: 'first' } }, ['first']);
  const copies = Array.from({ length: 20 }, (_, i) => echo(i));
  const prepared = prepareGraph({ ...GRAPH, root: 'first', tasks: [operation('first', { text: 'x' }), ...copies] });
  if (isLeft(prepared)) throw new Error(JSON.stringify(prepared.left));
  const writer = archive.begin(runIdAt(1), prepared.right);
  writer.writtenOutput('first', `"${'x'.repeat(20_000_000)}"`);
  for (const { id } of copies) writer.declaredInput(id);
  await writer.end(null, null);
  const kept = await archive.read(runIdAt(1));
  t.equal(kept?.complete, false);
  t.equal(kept?.inputs.size, 13, 'thirteen times twenty megabytes are within the limit');
});

t.test('an input that cannot follow from what is there makes a record incomplete, and invents nothing', async (t) => {
  for (const task_id of ['nobody', 'last']) {
    const { archive, run_id, writer } = begin(t.testdir());
    // There is no text in it, which the input of the last task refers to.
    writer.output('first', { other: 1 });
    writer.declaredInput(task_id);
    await writer.end(null, null);
    const kept = await archive.read(run_id);
    t.equal(kept?.complete, false);
    t.equal(kept?.inputs.size, 0);
  }
});
