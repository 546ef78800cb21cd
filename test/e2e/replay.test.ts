import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { endlessTask, execute, graph, modelTask, operation } from '../support/graphs.ts';
import { descendantsNamed, kora, type Studio, startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

const example = async (name: string) =>
  JSON.parse(await readFile(fileURLToPath(new URL(`../../examples/graphs/${name}.json`, import.meta.url)), 'utf8'));

const runOf = async (studio: Studio, taskgraph: unknown): Promise<string> =>
  (await studio.request('POST', '/execute', execute(taskgraph))).body.execution_metadata.run_id;
const replay = (studio: Studio, run: string) => studio.request('POST', `/runs/${run}/replay`);

/** Every file below a folder, with its contents. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}

async function archiveOf(folder: string, run: string): Promise<string> {
  const name = (await readdir(join(folder, 'runs'), { recursive: true })).find((entry) =>
    entry.endsWith(`${run}.jsonl`),
  );
  return join(folder, 'runs', name ?? '');
}

/** Does `use` while the archive of a run has `from` replaced by `to`, once. */
async function altered(file: string, from: string, to: string, use: () => Promise<void>): Promise<void> {
  const before = await readFile(file, 'utf8');
  if (!before.includes(from)) throw new Error(`${from} is not in ${before}`);
  await writeFile(file, before.replace(from, to));
  await use();
  await writeFile(file, before);
}

t.test('deterministic runs come out the same, successes and failures, and leave nothing behind', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    const failing = graph([
      operation('text', 'value.constant', { value: 'no json' }),
      operation('bad', 'json.parse', { text: { $from: 'text' } }, { dependencies: ['text'] }),
      operation('after', 'value.constant', { value: 1 }, { dependencies: ['bad'] }),
    ]);
    const skipping = graph([
      operation('spare', 'value.constant', { value: 1 }, { schema: { type: 'string' }, on_failure: 'skip' }),
    ]);
    const names = ['sales-by-region', 'fan-out-join', 'guarded-model', 'declared-fallback'];
    const graphs = [...(await Promise.all(names.map(example))), failing, skipping];
    const runs: string[] = [];
    for (const one of graphs) runs.push(await runOf(studio, one));
    const before = [await contentsOf(join(folder, 'telemetry', 'runs')), await contentsOf(join(folder, 'runs'))];
    for (const run of runs) {
      const { status, body } = await replay(studio, run);
      t.equal(status, 200, JSON.stringify(body.message ?? null));
      t.match(body, { run_id: run, identical: true, first_difference: null, differences: 0, served_answers: 0 });
      t.equal(body.warnings.length, 0, JSON.stringify(body.warnings));
    }
    t.same([await contentsOf(join(folder, 'telemetry', 'runs')), await contentsOf(join(folder, 'runs'))], before);
    t.equal((await studio.request('GET', '/runs')).body.runs.length, runs.length, 'a replay is no run of the history');

    const [run = '', other = ''] = runs;
    const cli = await kora(['replay', run, '--data-root', folder]);
    t.equal(cli.code, 0, cli.stderr);
    t.match(cli.stdout, /^identical: /);
    const same = await kora(['runs', 'diff', run, await runOf(studio, graphs[0]), '--json', '--data-root', folder]);
    t.match(
      { ...same, stdout: JSON.parse(same.stdout) },
      { code: 0, stdout: { same_graph: true, same_output: true, same: true } },
    );
    const differ = await kora(['runs', 'diff', run, other, '--data-root', folder]);
    t.match(differ, { code: 1, stdout: /graph_hash .* ≠/ });

    t.match(await replay(studio, 'run_0000000000'), { status: 404, body: { details: { code: 'KORA_RUN_NOT_FOUND' } } });
    t.equal((await kora(['replay', 'run_0000000000', '--data-root', folder])).code, 7);
    await studio.stop();
  }),
);

t.test('one changed byte of an archive is found and named', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    const run = await runOf(
      studio,
      graph([
        operation('first', 'value.constant', { value: 'alpha' }),
        operation('second', 'value.constant', { value: { $from: 'first' } }, { dependencies: ['first'] }),
      ]),
    );
    const file = await archiveOf(folder, run);
    const cases = [
      ['"value":"alpha"},"operation"', '"value":"alphb"},"operation"', { task_id: null, path: '/archive/graph' }],
      [
        '"kind":"output","task_id":"first","value":"alpha"',
        '"kind":"output","task_id":"first","value":"alpha "',
        { task_id: 'first', path: '/archive/output' },
      ],
      [
        '"kind":"output","task_id":"second","value":"alpha"',
        '"kind":"output","task_id":"second","value":"Alpha"',
        { task_id: 'second', path: '/archive/output' },
      ],
      // What earlier versions wrote out, and this one says in a word.
      [
        '"kind":"declared_input","task_id":"second"',
        '"kind":"input","task_id":"second","attempt_index":0,"value":{"operation":"value.constant","arguments":{"value":"Alpha"}}',
        { task_id: 'second', path: '/archive/inputs/0' },
      ],
      ['"kind":"root_end"', '"kind":"end","final_output":"alphA"', { task_id: null, path: '/archive/final_output' }],
    ] as const;
    for (const [from, to, first_difference] of cases) {
      await altered(file, from, to, async () => {
        const { body } = await replay(studio, run);
        t.match(body, { identical: false, first_difference }, JSON.stringify(body.first_difference));
        const cli = await kora(['replay', run, '--json', '--data-root', folder]);
        t.match({ code: cli.code, report: JSON.parse(cli.stdout) }, { code: 1, report: { first_difference } });
      });
    }
    await altered(file, '"kind":"root_end"', '"kind":"root_dne"', async () => {
      t.match(await replay(studio, run), {
        status: 409,
        body: { details: { code: 'KORA_REPLAY_CONTENTS_INCOMPLETE' } },
      });
      t.equal((await kora(['replay', run, '--data-root', folder])).code, 3, 'which is not the code of a difference');
    });
    t.match((await replay(studio, run)).body, { identical: true });
    await rm(file);
    t.match(await replay(studio, run), { status: 409, body: { details: { code: 'KORA_REPLAY_NO_CONTENTS' } } });
    await studio.stop();
  }),
);

t.test('runs with a model come out the same without one', (t) =>
  withFolder(async (folder) => {
    const root = join(folder, 'root');
    const studio = await startStudio(root);
    await addTinyModel(studio, folder);
    const retried = graph([
      // No answer of the model can be both, so every attempt is refused and corrected.
      modelTask('never', {
        schema: { type: 'string', maxLength: 5, minLength: 6 },
        budget: { max_tokens: 60, max_time_ms: 60_000, max_retries: 2 },
      }),
    ]);
    const runs: string[] = [];
    const graphs = [
      await example('sales-sentence'),
      retried,
      graph([endlessTask('long', 40)]),
      graph([
        modelTask('a'),
        modelTask('b'),
        operation('both', 'value.constant', { value: [{ $from: 'a' }, { $from: 'b' }] }, { dependencies: ['a', 'b'] }),
      ]),
    ];
    for (const one of graphs) runs.push(await runOf(studio, one));
    const hybrid = await studio.request('GET', `/runs/${runs[0]}`);
    const limited = (
      await studio.request(
        'POST',
        '/execute',
        execute(graph([endlessTask('slow')], { budget: { max_total_time_ms: 20 } })),
      )
    ).body;
    t.match(limited, { stop_reason: 'BUDGET_BREACH' });

    const body = execute(graph([endlessTask('endless')]), { detach: true });
    const { run_id: live } = (await studio.request('POST', '/execute', body)).body;
    t.match(await replay(studio, live), { status: 409, body: { details: { code: 'KORA_REPLAY_RUN_ACTIVE' } } });
    t.equal((await studio.request('POST', `/runs/${live}/cancel`)).status, 200);
    t.match(await replay(studio, live), { status: 409, body: { details: { code: 'KORA_REPLAY_CANCELLED' } } });
    await studio.stop();

    // A new process holds no llama.cpp until somebody asks for it.
    const again = await startStudio(root);
    for (const run of runs) {
      const { body } = await replay(again, run);
      const calls = (await again.request('GET', `/telemetry/${run}`)).body.summary.model_invocation_count;
      t.match(body, { identical: true, first_difference: null }, `${run} ${JSON.stringify(body.first_difference)}`);
      t.ok(calls > 0);
      t.equal(body.served_answers, calls, 'every call came from the archive');
    }
    t.same(await descendantsNamed(again.pid, 'llama-child'), [], 'llama.cpp was not even started');
    const { body: plugins } = await again.request('GET', '/plugins');
    const state = plugins.plugins.find((plugin: { id: string }) => plugin.id === 'connector-llamacpp')?.state;
    t.equal(state, 'verified', 'its plugin is not active');
    t.match(await replay(again, limited.execution_metadata.run_id), {
      status: 409,
      body: { details: { code: 'KORA_REPLAY_TIMED_OUT', where: 'max_total_time_ms of the graph' } },
    });

    const run = runs[0] ?? '';
    const file = await archiveOf(root, run);
    const [task = '', answers] = Object.entries<string[]>(hybrid.body.contents.model_answers)[0] ?? [];
    const line = JSON.stringify(answers?.[0]);
    const changed = line.replace(/[a-z](?=[^a-z]*$)/, (letter) => (letter === 'a' ? 'b' : 'a'));
    t.not(changed, line);
    await altered(file, `"text":${line}`, `"text":${changed}`, async () => {
      const { body } = await replay(again, run);
      const first_difference = { task_id: task, path: '/archive/model_answers/0' };
      t.match(body, { identical: false, first_difference }, JSON.stringify(body.first_difference));
    });
    await again.stop();
  }),
);
