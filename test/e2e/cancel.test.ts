import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { endlessTask, execute, graph, operation } from '../support/graphs.ts';
import { type StreamedEvent, streamed } from '../support/sse.ts';
import { finished, type Studio, spawnKora, startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

const endless = graph([
  endlessTask('talk'),
  operation('after', 'value.constant', { value: 1 }, { dependencies: ['talk'] }),
]);

async function ended(studio: Studio, runId: string) {
  for (let i = 0; i < 2_400; i++) {
    const { status, body } = await studio.request('GET', `/telemetry/${runId}`);
    if (status === 200 && body.finished_at !== null) return body;
    await setTimeout(50);
  }
  throw new Error(`run ${runId} did not end`);
}

/** Starts the endless run and waits until the model is talking. */
async function talking(
  studio: Studio,
  signal?: AbortSignal,
): Promise<{ runId: string; rest: AsyncGenerator<StreamedEvent> }> {
  const events = streamed(studio, '/execute', execute(endless, { stream: true }), signal);
  let runId = '';
  for (let next = await events.next(); !next.done; next = await events.next()) {
    runId = next.value.data.run_id;
    if (next.value.event === 'model.delta') break;
  }
  return { runId, rest: events };
}

const cancelled = {
  status: 'cancelled',
  tasks: [
    { task_id: 'talk', status: 'cancelled', attempts: [{ outcome: 'cancelled' }] },
    { task_id: 'after', status: 'cancelled' },
  ],
};

t.test('a run can be cancelled in each way there is', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    await addTinyModel(studio, folder);

    await t.test('by POST /runs/{id}/cancel, which answers when it is done', async (t) => {
      const { runId, rest } = await talking(studio);
      const { status, body } = await studio.request('POST', `/runs/${runId}/cancel`);
      t.equal(status, 200);
      t.match(body, cancelled);
      t.ok(body.tasks[0].attempts[0].tokens_out < 3500, 'generation was cut short');
      let last = '';
      for await (const { event } of rest) last = event;
      t.equal(last, 'result', 'the stream says so too');
      t.match(await studio.request('POST', `/runs/${runId}/cancel`), {
        status: 409,
        body: { details: { code: 'KORA_RUN_ENDED' } },
      });
      t.match(await studio.request('POST', '/runs/run_00000000/cancel'), {
        status: 404,
        body: { details: { code: 'KORA_RUN_NOT_FOUND' } },
      });
    });

    await t.test('by the client of a stream going away', async (t) => {
      const client = new AbortController();
      const { runId } = await talking(studio, client.signal);
      client.abort();
      t.match(await ended(studio, runId), cancelled);
    });

    await t.test('by the client of a plain request going away', async (t) => {
      const client = new AbortController();
      const request = studio.request('POST', '/execute', execute(endless), client.signal).catch(() => null);
      let runId = '';
      while (runId === '') {
        const { body } = await studio.request('GET', '/runs?limit=1');
        const [latest] = body.runs;
        if (latest?.status === 'running') runId = latest.run_id;
        await setTimeout(20);
      }
      client.abort();
      await request;
      t.match(await ended(studio, runId), { status: 'cancelled' });
    });

    await t.test('but not when it asked for a detached run', async (t) => {
      const { body } = await studio.request(
        'POST',
        '/execute',
        execute(graph([operation('a', 'value.constant', { value: 2 })]), { detach: true }),
      );
      t.match(await ended(studio, body.run_id), { status: 'success' });
    });

    await t.test('by Ctrl-C of kora run', async (t) => {
      const file = join(folder, 'endless.json');
      await writeFile(file, JSON.stringify(endless));
      const child = spawnKora(['run', file, '--json', '--data-root', folder]);
      const end = finished(child);
      let runId = '';
      while (runId === '') {
        const { body } = await studio.request('GET', '/runs?limit=1');
        const [latest] = body.runs;
        if (latest?.status === 'running') {
          const { body: bundle } = await studio.request('GET', `/telemetry/${latest.run_id}`);
          if (bundle.summary.model_invocation_count > 0) runId = latest.run_id;
        }
        await setTimeout(20);
      }
      child.kill('SIGINT');
      const { code, stdout } = await end;
      t.equal(code, 4);
      t.equal(JSON.parse(stdout).status, 'cancelled');
      t.match(await ended(studio, runId), { status: 'cancelled' });
    });

    t.match(await studio.request('GET', '/health'), { body: { active_sessions: 0 } });
    await studio.stop();
  }),
);
