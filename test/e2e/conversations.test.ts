import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { followed, type StreamedEvent } from '../support/sse.ts';
import { type Answer, type Studio, startStudio, theBundle, withFolder } from '../support/studio.ts';

const PLACE = { locale: 'en-GB', time_zone: 'Europe/Berlin' };

async function begin(studio: Studio, settings = {}): Promise<string> {
  const { status, body } = await studio.request('POST', '/conversations', { settings });
  if (status !== 201) throw new Error(`no conversation: ${JSON.stringify(body)}`);
  return body.conversation_id;
}

const say = (studio: Studio, id: string, content: string, more = {}) =>
  studio.request('POST', `/conversations/${id}/messages`, { content, ...PLACE, ...more });

const shown = async (studio: Studio, id: string): Promise<Answer[]> =>
  (await studio.request('GET', `/conversations/${id}/messages`)).body.messages;

async function ended(studio: Studio, id: string): Promise<Answer> {
  for (let i = 0; i < 4_800; i++) {
    const last = (await shown(studio, id)).at(-1);
    if (last?.answer && !['planning', 'running'].includes(last.answer.state)) return last;
    await setTimeout(25);
  }
  throw new Error('waited in vain for the end of an answer');
}

/** The text of the answer that is being made, as it grows, as a browser puts it together. */
async function read(events: AsyncIterable<StreamedEvent>, until: (text: string, state: string) => boolean) {
  let text = '';
  let state = '';
  for await (const { event, data } of events) {
    if (event === 'message' && data.message.role === 'assistant') {
      text = data.message.content;
      state = data.message.answer.state;
    }
    if (event === 'delta' && data.kind === 'answer') text += data.text;
    if (event === 'restart') text = '';
    if (until(text, state) || isOver(text, state)) break;
  }
  return { text, state };
}

const eventsOf = (studio: Studio, id: string) => followed(studio, `/conversations/${id}/events`);
const LONG = { budget: { max_tokens: 50_000, max_time_ms: 120_000, max_retries: 0 } };
const isOver = (_: string, state: string) => state !== '' && state !== 'planning' && state !== 'running';

t.test('without any model, what can be computed is answered and the rest says how to get one', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    const id = await begin(studio);
    const { status, body } = await say(studio, id, 'What is 15 % of 2,340?');
    t.equal(status, 202);
    t.equal(body.answer.answer.state, 'planning');
    const computed = await ended(studio, id);
    t.match(computed, { content: /351/, answer: { state: 'complete', path: 'deterministic', model_calls: 0 } });
    t.ok(computed.answer.tokens_avoided > 0);
    t.equal((await studio.request('GET', `/telemetry/${computed.answer.run_id}`)).body.status, 'success');

    await say(studio, id, 'Write a poem about the sea.');
    const needs = await ended(studio, id);
    t.match(needs.answer, {
      state: 'failed',
      run_id: null,
      error: { error_type: 'MODEL_UNAVAILABLE', details: { code: 'KORA_CHAT_NEEDS_MODEL', next: 'get_model' } },
    });
    const described = (await studio.request('GET', '/openapi.json')).body.paths;
    t.match(described['/conversations/{conversation_id}/messages']?.post?.summary, /Says something/);

    await studio.request('DELETE', `/conversations/${id}`, { confirm: 'delete' });
    const gone = await studio.request('GET', `/telemetry/${computed.answer.run_id}`);
    t.equal(gone.status, 404, 'the run behind a deleted answer is gone too');
    await studio.stop();
  }),
);

/** A model that talks for a minute, however quick or slow the machine is. */
async function talkative(t: Test, folder: string): Promise<void> {
  const model = await startScriptedModel(() => 'The lamp turns all night. '.repeat(2_400), { per_second: 200 });
  t.teardown(() => model.close());
  await configureScriptedModel(folder, model);
}

t.test('an answer goes on without a browser, and whoever comes back has all of it', (t) =>
  withFolder(async (folder) => {
    await talkative(t, folder);
    const studio = await startStudio(folder);
    const id = await begin(studio, LONG);
    const tab = eventsOf(studio, id);
    const first = read(tab, (text) => text.length > 20);
    await say(studio, id, 'Tell me something long.');
    const half = await first;
    t.equal(half.state, 'running');
    const busy = await say(studio, id, 'And another one.');
    t.match(busy, { status: 409, body: { error_type: 'CONFLICT', details: { code: 'KORA_CHAT_ANSWERING' } } });
    // The tab was closed in the middle; two others are opened.
    const open = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const tabs = open.map(({ resolve }) =>
      read(eventsOf(studio, id), (text, state) => {
        resolve();
        return isOver(text, state);
      }),
    );
    // What is told before somebody listens is not told again.
    await Promise.all(open.map(({ promise }) => promise));
    const { message_id } = (await shown(studio, id)).at(-1);
    const stopped = await studio.request('POST', `/conversations/${id}/messages/${message_id}/stop`);
    t.match(stopped, { status: 200, body: { answer: { state: /^(cancelled|complete)$/ } } });
    const texts = (await Promise.all(tabs)).map(({ text }) => text);
    const kept = (await shown(studio, id)).at(-1);
    t.same(texts, [kept.content, kept.content], 'both tabs show what is kept');
    t.ok(kept.content.startsWith(half.text), 'and it goes on from what the first one had');
    const telemetry = await studio.request('GET', `/telemetry/${kept.answer.run_id}`);
    t.match(telemetry.body.status, /^(cancelled|success)$/, 'the run has really ended');
    await studio.stop();
  }),
);

t.test('Studio ends in mid-answer, in order or by kill -9: what had come is kept as interrupted', (t) =>
  withFolder(async (folder) => {
    const half = async (studio: Studio) => {
      const id = await begin(studio, LONG);
      const reading = read(eventsOf(studio, id), (text) => text.length > 20);
      await say(studio, id, 'Tell me something long.');
      await reading;
      return id;
    };
    await talkative(t, folder);
    const first = await startStudio(folder);
    const id = await half(first);
    await first.stop();
    const second = await startStudio(folder);
    const kept = (await shown(second, id)).at(-1);
    t.match(kept.answer, { state: 'interrupted', error: null });
    t.ok(kept.content.length > 20);
    const killed = await half(second);
    await setTimeout(1_100);
    await second.kill();
    const third = await startStudio(folder);
    const after = (await shown(third, killed)).at(-1);
    t.match(after.answer.state, /^(interrupted|complete)$/);
    t.ok(after.content.length > 0, 'a second of it is lost at most');
    await say(third, killed, 'What is 2 + 2?');
    t.match(await ended(third, killed), { content: /4/, answer: { state: 'complete' } }, 'and it can go on');
    await third.kill();
    // As a crash leaves it between the end of a run and the end of its answer.
    const database = new DatabaseSync(join(folder, 'conversations', 'conversations.sqlite'));
    database.exec(`UPDATE messages SET content = '', answer = json_set(answer, '$.state', 'running')
      WHERE json_extract(answer, '$.path') = 'deterministic'`);
    database.close();
    const fourth = await startStudio(folder);
    const found = (await shown(fourth, killed)).at(-1);
    t.match(found, { content: /4/, answer: { state: 'complete', path: 'deterministic' } }, 'the run had its end');
    await fourth.stop();
  }),
);

t.test('keeping contents of runs can be switched off and on, and all local data can be deleted', (t) =>
  withFolder(async (folder) => {
    const config = join(folder, 'configs', 'studio.json');
    const studio = await startStudio(folder);
    await writeFile(config, JSON.stringify({ default_model: 'some', limits: { max_queued_runs: 7 } }));
    t.same((await studio.request('GET', '/config')).body, { keep_run_contents: true, set_by_environment: {} });
    t.equal((await studio.request('PATCH', '/config', { keep_run_contents: 'no' })).status, 400);
    const off = await studio.request('PATCH', '/config', { keep_run_contents: false });
    t.same(off.body, { keep_run_contents: false, set_by_environment: {} });
    t.same(JSON.parse(await readFile(config, 'utf8')), {
      default_model: 'some',
      limits: { max_queued_runs: 7 },
      keep_run_contents: false,
    });
    const id = await begin(studio);
    await say(studio, id, 'What is 2 + 2?');
    const { run_id } = (await ended(studio, id)).answer;
    t.not((await studio.request('GET', `/runs/${run_id}`)).body.contents?.complete, true, 'nothing of it was kept');
    await writeFile(config, '{ "surprise": 1 }');
    const invalid = await studio.request('PATCH', '/config', { keep_run_contents: true });
    t.equal(invalid.body.details.code, 'KORA_CONFIG_INVALID', 'a damaged file is left as it is');
    t.match((await studio.request('GET', '/config')).body, { keep_run_contents: false });
    await writeFile(config, '{}');
    t.equal((await studio.request('DELETE', '/local-data', {})).status, 400);
    t.ok((await studio.request('DELETE', '/local-data', { confirm: 'delete' })).body.removed_runs > 0);
    t.same((await studio.request('GET', '/runs')).body.runs, []);
    t.same((await studio.request('GET', '/conversations')).body.conversations, []);
    await studio.stop();
    const fixed = await startStudio(folder, { ...theBundle, env: { KORA_KEEP_RUN_CONTENTS: 'false' } });
    t.same((await fixed.request('GET', '/config')).body, {
      keep_run_contents: false,
      set_by_environment: { keep_run_contents: 'KORA_KEEP_RUN_CONTENTS' },
    });
    const refused = await fixed.request('PATCH', '/config', { keep_run_contents: true });
    t.match(refused, { status: 409, body: { details: { code: 'KORA_CONFIG_SET_BY_ENVIRONMENT' } } });
    await fixed.stop();
  }),
);
