import type { ModelEvent, ModelRequest } from '@kora/contracts';
import t from 'tap';
import { type RecordedCall, requestKey } from '../../src/replay/recorded-call.ts';
import { RecordedConnector } from '../../src/replay/recorded-connector.ts';
import { Recording } from '../../src/replay/recording.ts';
import { announcement, recordedCall } from './support/recorded-run.ts';

const request = (content: string, change: Partial<ModelRequest> = {}): ModelRequest => ({
  model_id: 'm',
  messages: [{ role: 'user', content }],
  parameters: {},
  max_tokens: 9,
  timeout_ms: 1000,
  schema: null,
  ...change,
});
const keyOf = (content: string) => requestKey('c', request(content));
const { signal } = new AbortController();

function over(calls: readonly RecordedCall[], overflowed = false) {
  const recording = new Recording(calls);
  const connector = new RecordedConnector({ id: 'c', models: [], structured_output: 'none', recording, overflowed });
  const ask = async (content: string, change: Partial<ModelRequest> = {}) => {
    const events: ModelEvent[] = [];
    for await (const event of connector.invoke(request(content, change), signal)) events.push(event);
    return events;
  };
  return { recording, connector, ask };
}
const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

t.test('an answer comes word for word, with its usage and its end', async (t) => {
  const { recording, ask } = over([recordedCall('a', keyOf('one'), 'wörd for 🧮 wörd')]);
  recording.observe(announcement('a'));
  const events = await ask('one');
  t.equal(textOf(events), 'wörd for 🧮 wörd');
  t.match(events[0], { type: 'start', model_id: 'm', tokens_in: 3 });
  t.match(events.at(-1), {
    type: 'end',
    finish_reason: 'stop',
    usage: { tokens_in: 3, tokens_out: 2, source: 'reported' },
  });
  t.match([recording.served, recording.missed], [1, 0]);
});

t.test('tasks that ask the same get their own answers, in whatever order they ask', async (t) => {
  const calls = ['a', 'b', 'c'].map((task) => recordedCall(task, keyOf('same'), `to ${task}`));
  for (const order of [
    ['a', 'b', 'c'],
    ['c', 'a', 'b'],
    ['b', 'c', 'a'],
  ]) {
    const { recording, ask } = over(calls);
    for (const task of order) {
      recording.observe(announcement(task));
      t.equal(textOf(await ask('same')), `to ${task}`);
    }
    const together = over(calls);
    for (const task of order) together.recording.observe(announcement(task));
    for (const task of order) t.equal(textOf(await together.ask('same')), `to ${task}`, 'announced beforehand');
  }
});

t.test('what was not recorded is not answered', async (t) => {
  const { recording, connector, ask } = over([recordedCall('a', keyOf('one'), 'answer')]);
  const refused = [
    { type: 'error', error: { code: 'KORA_REPLAY_CALL_NOT_RECORDED', kind: 'refused', retryable: false } },
  ];
  t.match(await ask('one'), refused, 'a call that nobody announced');
  recording.observe(announcement('a'));
  for (const [what, asked] of [
    ['another prompt', await ask('two')],
    ['another model', await ask('one', { model_id: 'n' })],
    ['other parameters', await ask('one', { parameters: { seed: 1 } })],
    ['another schema', await ask('one', { schema: { type: 'object' } })],
  ] as const)
    t.match(asked, refused, what);
  t.equal(textOf(await ask('one')), 'answer');
  recording.observe(announcement('a'));
  t.match(await ask('one'), refused, 'each call is served once');
  await t.rejects(connector.countTokens(request('two'), signal), /did not ask/);
});

t.test('a call that failed fails again, with as many tokens', async (t) => {
  const fault = { outcome: 'transport_fault', error_code: 'KORA_MODEL_FAILED', retryable: true } as const;
  const { recording, ask } = over([recordedCall('a', keyOf('one'), 'xyz', { ...fault, tokens_out: 5 })]);
  recording.observe(announcement('a'));
  const events = await ask('one');
  t.same(
    events.map(({ type }) => type),
    ['start', 'thinking', 'thinking', 'delta', 'delta', 'delta', 'error'],
  );
  t.equal(textOf(events), 'xyz');
  t.match(events.at(-1), { error: { kind: 'transport', retryable: true } });
  const cut = over([recordedCall('a', keyOf('one'), 'xyz', { outcome: 'truncated' })]);
  cut.recording.observe(announcement('a'));
  t.match((await cut.ask('one')).at(-1), { type: 'end', finish_reason: 'length' });
});

t.test('a prompt that did not fit does not fit again', async (t) => {
  const { connector } = over([recordedCall('a', keyOf('one'), 'answer')], true);
  t.equal(await connector.countTokens(request('one'), signal), 3);
  t.equal(await connector.countTokens(request('two'), signal), Number.MAX_SAFE_INTEGER);
});
