import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { execute, graph, modelTask } from '../support/graphs.ts';
import { PatientOllama } from '../support/patient-ollama.ts';
import { followed, type StreamedEvent, streamed } from '../support/sse.ts';
import { finished, spawnKora, startStudio, withFolder } from '../support/studio.ts';

/** Reads until an event is what is waited for. */
async function until(events: AsyncGenerator<StreamedEvent>, wanted: (event: StreamedEvent) => boolean) {
  for (let next = await events.next(); !next.done; next = await events.next())
    if (wanted(next.value)) return next.value;
  throw new Error('the stream ended before');
}

const at =
  (position: number) =>
  ({ event, data }: StreamedEvent): boolean =>
    event === 'model.queued' && data.position === position;
const progressAt =
  (position: number | null) =>
  ({ event, data }: StreamedEvent): boolean =>
    event === 'progress' && data.progress.queue_position === position;
const talk = (id: string) => graph([modelTask(id, { schema: { type: 'string' } })]);

/** Settings of a Studio whose only model is patient. */
async function patientStudio(folder: string, limits: Record<string, number>): Promise<PatientOllama> {
  const ollama = new PatientOllama();
  const base_url = await ollama.listen();
  await mkdir(join(folder, 'configs'), { recursive: true });
  const settings = { limits, plugins: { 'connector-ollama': { base_url } } };
  await writeFile(join(folder, 'configs', 'studio.json'), JSON.stringify(settings));
  return ollama;
}

t.test('who waits for a busy model sees the place in line, in the run, the chat and on the command line', (t) =>
  withFolder(async (folder) => {
    const ollama = await patientStudio(folder, { max_concurrent_runs: 8 });
    const studio = await startStudio(folder);
    const holder = streamed(studio, '/execute', execute(talk('holder'), { stream: true }));
    await until(holder, ({ event }) => event === 'model.invocation.started');

    const run = streamed(studio, '/execute', execute(talk('ask'), { stream: true }));
    const { data: first } = await until(run, at(1));
    t.match(first, { task_id: 'ask', attempt_index: 0, connector: 'ollama' });

    const { body: conversation } = await studio.request('POST', '/conversations', {});
    const messages = `/conversations/${conversation.conversation_id}`;
    const chat = followed(studio, `${messages}/events`);
    const seen = until(chat, progressAt(2));
    const message = { content: 'Tell me something.', locale: 'en-GB', time_zone: 'UTC' };
    t.equal((await studio.request('POST', `${messages}/messages`, message)).status, 202);
    await seen;

    const file = join(folder, 'ask.json');
    await writeFile(file, JSON.stringify(talk('cli')));
    const child = spawnKora(['run', file, '--data-root', folder]);
    const end = finished(child);
    await new Promise<void>((resolve) => {
      child.stderr?.on(
        'data',
        (text: string) => text.includes('cli: waiting for ollama, number 3 in line') && resolve(),
      );
    });

    // Whoever attaches in the middle of the wait is told at once, not at the next move.
    t.match(await until(followed(studio, `/runs/${first.run_id}/events`), at(1)), { data: { task_id: 'ask' } });
    t.ok(await until(followed(studio, `${messages}/events`), progressAt(2)));

    const moved = Promise.all([until(run, at(0)), until(chat, progressAt(1))]);
    ollama.answer();
    await moved;
    ollama.answer();
    t.match(await until(run, ({ event }) => event === 'result'), { data: { status: 'success', final_output: 'Done' } });
    await until(chat, progressAt(null));
    ollama.answer();
    ollama.answer();
    t.match(await end, { code: 0, stdout: /Done/, stderr: /cli: waiting for ollama, next in line/ });
    const { body: stored } = await studio.request('GET', `/runs/${first.run_id}/events`);
    t.notOk(JSON.stringify(stored).includes('model.queued'), 'a place in line is no part of the record');
    await studio.stop();
    await ollama.close();
  }),
);

t.test(
  'beyond the runs that may wait, a run is refused with the time to come back, and those who wait see their place',
  (t) =>
    withFolder(async (folder) => {
      const ollama = await patientStudio(folder, { max_concurrent_runs: 1, max_queued_runs: 1 });
      const studio = await startStudio(folder);
      const first = streamed(studio, '/execute', execute(talk('first'), { stream: true }));
      await until(first, ({ event }) => event === 'model.invocation.started');
      const second = streamed(studio, '/execute', execute(talk('second'), { stream: true }));
      const { data } = await until(second, ({ event }) => event === 'run.queued');
      t.equal(data.position, 1);
      t.match((await studio.request('GET', '/health')).body, { active_sessions: 1 });

      for (const stream of [false, true]) {
        const refused = await fetch(new URL('/execute', studio.url), {
          method: 'POST',
          headers: { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(execute(talk('third'), { stream })),
        });
        t.equal(refused.status, 503);
        t.equal(refused.headers.get('retry-after'), '2');
        const body = await refused.json();
        t.match(body, { error_type: 'OVERLOADED', details: { code: 'KORA_RUN_QUEUE_FULL', retry_after_s: 2 } });
      }

      ollama.answer();
      ollama.answer();
      t.match(await until(second, ({ event }) => event === 'run.queued'), { data: { position: 0 } });
      for (const run of [first, second]) {
        t.match(await until(run, ({ event }) => event === 'result'), { data: { status: 'success' } });
      }
      ollama.answer();
      t.match(await studio.request('POST', '/execute', execute(talk('third'))), { status: 200 }, 'there is room again');
      await studio.stop();
      await ollama.close();
    }),
);
