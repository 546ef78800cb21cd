import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '@kora/contracts';
import { endlessTask, execute, graph, modelTask, operation } from '../support/graphs.ts';
import { startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

/*
 * Records the runs that every later version must replay: `node --conditions=kora-source test/scripts/record-release.ts`
 * on a build of the version to be released. Writes test/fixtures/released-runs/<version>/, which is then never changed.
 */

const EXAMPLES = new URL('../../examples/graphs/', import.meta.url);
const FIXTURES = fileURLToPath(new URL('../fixtures/released-runs/', import.meta.url));

const then = (id: string, name: string, args: JsonObject, on: string, extra: JsonObject = {}) =>
  operation(id, name, args, { dependencies: [on], ...extra });

/** What is recorded, by the name of its file: ends of every kind, and whatever could come out otherwise on a later version. */
const GRAPHS: Readonly<Record<string, JsonObject>> = {
  'operation-fails': graph([
    operation('text', 'value.constant', { value: 'no json' }),
    then('bad', 'json.parse', { text: { $from: 'text' } }, 'text'),
    then('after', 'value.constant', { value: 1 }, 'bad'),
  ]),
  'schema-refused-and-skipped': graph([
    operation('spare', 'value.constant', { value: 1 }, { schema: { type: 'string' }, on_failure: 'skip' }),
  ]),
  'numbers-dates-texts': graph([
    operation('third', 'math.evaluate', { expression: '1 / 3 + 0.1 + 0.2' }),
    operation('leap', 'date.add', { date: '2024-02-29', years: 1 }),
    operation('zone', 'date.convert_time_zone', {
      date_time: '2026-03-29T01:30:00',
      from_time_zone: 'Europe/Berlin',
      to_time_zone: 'Asia/Kathmandu',
    }),
    operation('turkish', 'text.case', { text: 'istanbul IĞDIR', to: 'upper' }),
    operation('hash', 'hash.json', { value: { b: [1e21, -0.5, 'ä'], a: null } }),
    operation(
      'all',
      'value.constant',
      {
        value: [{ $from: 'third' }, { $from: 'leap' }, { $from: 'zone' }, { $from: 'turkish' }, { $from: 'hash' }],
      },
      { dependencies: ['third', 'leap', 'zone', 'turkish', 'hash'] },
    ),
  ]),
  'model-answers': graph([modelTask('ask'), then('wrap', 'value.constant', { value: { $from: 'ask' } }, 'ask')]),
  'model-runs-out-of-tokens': graph([endlessTask('talk', 24)]),
  'model-is-not-there': graph([
    modelTask('ask', { routing: { model: 'nobody' }, on_failure: { escalate: [{ model: 'tiny' }] } }),
  ]),
};

async function copyRecords(folder: string, target: string): Promise<number> {
  let copied = 0;
  for (const part of ['telemetry/runs', 'runs']) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !entry.name.endsWith('.jsonl')) continue;
      const file = join(entry.parentPath, entry.name);
      const copy = join(target, relative(folder, file));
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(file, copy);
      copied++;
    }
  }
  return copied;
}

await withFolder(async (folder) => {
  const studio = await startStudio(folder);
  const { version } = (await studio.request('GET', '/health')).body;
  const target = join(FIXTURES, version);
  await mkdir(FIXTURES, { recursive: true });
  // What a release has recorded is never recorded again: an existing folder is an error.
  await mkdir(target);
  await addTinyModel(studio, folder);
  const examples = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json'));
  const files = await Promise.all(
    examples.map(async (name) => [name.slice(0, -5), JSON.parse(await readFile(new URL(name, EXAMPLES), 'utf8'))]),
  );
  const runs: Record<string, JsonObject> = {};
  for (const [name, taskgraph] of [...files, ...Object.entries(GRAPHS)]) {
    const { status, body } = await studio.request('POST', '/execute', execute(taskgraph));
    if (body.execution_metadata === undefined) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    const { run_id } = body.execution_metadata;
    runs[run_id] = {
      name,
      status: body.status,
      stop_reason: body.stop_reason,
      output_hash: body.telemetry.output_hash,
    };
    console.error(`${name}: ${body.status} ${body.stop_reason ?? ''}`);
  }
  await studio.stop();
  await writeFile(join(target, 'runs.json'), `${JSON.stringify(runs, null, 2)}\n`);
  console.error(`${await copyRecords(folder, target)} files in ${target}`);
});
