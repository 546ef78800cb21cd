import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { JsonObject } from '@kora/contracts';
import t from 'tap';
import { endlessTask, execute, graph, modelTask, operation } from '../support/graphs.ts';
import { descendantsNamed, type Studio, startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

/** What the command line of the process that holds llama.cpp mentions. */
const LLAMA = 'llama-child';

async function runLogs(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'telemetry', 'runs'), { recursive: true });
  return entries.filter((name) => name.endsWith('.jsonl')).map((name) => join(folder, 'telemetry', 'runs', name));
}

async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 2_400; i++) {
    const found = await look();
    if (found !== undefined) return found;
    await setTimeout(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

/** A graph that keeps Studio writing for a while. */
const long = graph(
  Array.from({ length: 400 }, (_, i) =>
    operation(`t${i}`, 'value.constant', { value: i }, { dependencies: i % 40 === 0 ? [] : [`t${i - 1}`] }),
  ),
);
const detached = (studio: Studio, taskgraph: JsonObject) =>
  studio.request('POST', '/execute', execute(taskgraph, { detach: true }));

t.test('kill -9 at any moment leaves a clean record', (t) =>
  withFolder(async (folder) => {
    const ids: string[] = [];
    for (let round = 0; round < 6; round++) {
      const studio = await startStudio(folder);
      const { body } = await detached(studio, long);
      ids.push(body.run_id);
      await setTimeout(round * 12);
      await studio.kill();
    }
    const studio = await startStudio(folder);
    for (const id of ids) {
      const { status, body } = await studio.request('GET', `/telemetry/${id}`);
      if (status === 404) continue; // killed before its first line was on disk
      t.match(body.status, /^(interrupted|success)$/, `${id} is ${body.status}`);
      t.equal((await studio.request('GET', `/runs/${id}/events`)).status, 200);
    }
    for (const file of await runLogs(folder)) {
      const lines = (await readFile(file, 'utf8')).split('\n');
      t.equal(lines.pop(), '', `${file} ends with a whole line`);
      for (const [seq, line] of lines.entries()) t.equal(JSON.parse(line).seq, seq);
    }
    const before = (await studio.request('GET', '/runs?limit=100')).body;
    await studio.stop();
    for (const suffix of ['', '-wal', '-shm'])
      await rm(join(folder, 'telemetry', `index.sqlite${suffix}`), { force: true });
    const again = await startStudio(folder);
    t.same((await again.request('GET', '/runs?limit=100')).body, before, 'the index is rebuilt to the same content');
    await again.stop();
  }),
);

t.test('a run whose server dies in the middle of a model call is interrupted, and the model process goes too', (t) =>
  withFolder(async (folder) => {
    const first = await startStudio(folder);
    await addTinyModel(first, folder);
    const { body } = await detached(first, graph([endlessTask('talk')]));
    await waitFor('the model call', async () => {
      const { body: bundle } = await first.request('GET', `/telemetry/${body.run_id}`);
      return bundle.summary?.model_invocation_count > 0 ? true : undefined;
    });
    const children = await descendantsNamed(first.pid, LLAMA);
    t.ok(children.length > 0, 'llama.cpp runs in a process of its own');
    await first.kill();
    await waitFor('the model process to end', async () =>
      (await Promise.all(children.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ')))).every(
        (stat) => stat.includes(' Z '),
      )
        ? true
        : undefined,
    );
    const second = await startStudio(folder);
    const { body: bundle } = await second.request('GET', `/telemetry/${body.run_id}`);
    t.match(bundle, { status: 'interrupted', summary: { model_invocation_count: 1 } });
    await second.stop();
  }),
);

t.test('kill -9 of the model process fails one attempt, which is tried again within the budget', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    await addTinyModel(studio, folder);
    const slow = modelTask('talk', {
      // Long enough to be killed in the middle, and sure to come to an end.
      schema: { type: 'array', items: { enum: ['north', 'south'] }, minItems: 150, maxItems: 150 },
      budget: { max_tokens: 8000, max_time_ms: 120_000, max_retries: 2 },
    });
    const { body } = await detached(studio, graph([slow]));
    const victim = await waitFor('the model process', async () => {
      const { body: bundle } = await studio.request('GET', `/telemetry/${body.run_id}`);
      return bundle.summary?.model_invocation_count > 0 ? (await descendantsNamed(studio.pid, LLAMA))[0] : undefined;
    });
    process.kill(victim, 'SIGKILL');
    const bundle = await waitFor('the end of the run', async () => {
      const { body: telemetry } = await studio.request('GET', `/telemetry/${body.run_id}`);
      return telemetry.finished_at === null ? undefined : telemetry;
    });
    t.equal(bundle.status, 'success', JSON.stringify(bundle.tasks));
    t.match(bundle.tasks[0], { retry_count: 1, attempts: [{ retryable: true }, { outcome: 'accepted' }] });
    t.not(bundle.tasks[0].attempts[0].outcome, 'accepted');
    await studio.stop();
  }),
);
