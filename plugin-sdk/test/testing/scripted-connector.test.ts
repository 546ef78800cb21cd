import type { ModelEvent, ModelRequest } from '@kora/contracts';
import { ScriptedConnector, type ScriptedTurn, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';

const request: ModelRequest = {
  model_id: 'scripted-model',
  messages: [{ role: 'user', content: 'Hello there' }],
  parameters: { seed: 3 },
  max_tokens: 100,
  timeout_ms: 1000,
  schema: null,
};
const never = () => new AbortController().signal;

async function read(connector: ScriptedConnector, changes: Partial<ModelRequest> = {}, signal = never()) {
  const events: ModelEvent[] = [];
  const failure = await Array.fromAsync(connector.invoke({ ...request, ...changes }, signal), (e) =>
    events.push(e),
  ).then(
    () => null,
    (error: unknown) => error,
  );
  const types = events.map((event) => event.type).join(' ');
  const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  return { events, types, text, last: events.at(-1), failure };
}

const playing = (turn: ScriptedTurn) => new ScriptedConnector({ script: [turn] });

t.test('it plays its turns in order, and a call too many is an error', async (t) => {
  const connector = new ScriptedConnector({ script: [turns.answer('one'), turns.json({ two: 2 })] });
  t.equal((await read(connector)).text, 'one');
  t.equal((await read(connector)).text, '{"two":2}');
  t.match((await read(connector)).last, { error: { code: 'KORA_SCRIPTED_EXHAUSTED', retryable: false } });
  t.same(
    connector.calls.map((call) => call.outcome),
    ['ended', 'ended', 'failed'],
  );
});

t.test('it generates tokens of four characters, thinking first, and reports them', async (t) => {
  const { types, last } = await read(playing(turns.thinking('Hmm...', 'Good day')));
  t.equal(types, 'start thinking thinking delta delta end');
  t.match(last, { finish_reason: 'stop', usage: { tokens_in: 4, tokens_out: 4, source: 'reported' } });
});

t.test('it obeys max_tokens unless the turn says otherwise', async (t) => {
  const cut = await read(playing(turns.answer('12345678')), { max_tokens: 1 });
  t.match(cut, { text: '1234', last: { finish_reason: 'length', usage: { tokens_out: 1 } } });
  const overlong = await read(playing(turns.overlong('12345678')), { max_tokens: 1 });
  t.match(overlong, { text: '12345678', last: { finish_reason: 'stop', usage: { tokens_out: 2 } } });
});

t.test('it plays each fault of a runtime', async (t) => {
  t.match(await read(playing(turns.empty())), { types: 'start end', text: '' });
  t.match(await read(playing(turns.truncated('{"a":'))), { last: { finish_reason: 'length' } });
  t.match(await read(playing(turns.cut('half'))), { types: 'start delta', failure: null });
  t.match(await read(playing(turns.throwing('half'))), { types: 'start delta', failure: Error });
  t.match(await read(playing(turns.crash())), { last: { error: { kind: 'crashed', code: 'KORA_SCRIPTED_CRASHED' } } });
  t.match(await read(playing(turns.transportError())), {
    last: { error: { code: 'KORA_SCRIPTED_TRANSPORT', retryable: true } },
  });
  t.match(await read(playing(turns.wrongUsage('abcd', { tokens_out: 99 }))), {
    last: { usage: { tokens_in: 4, tokens_out: 99 } },
  });
  t.match((await read(playing(turns.wrongSchema([])), { schema: { type: 'object' } })).events[0], {
    structured_output: 'json_schema',
  });
  const overloaded = { kind: 'overloaded', code: 'KORA_X_BUSY', message: 'Busy.', retryable: true } as const;
  t.match(await read(playing(turns.fails(overloaded, 'half'))), {
    types: 'start delta error',
    last: { error: overloaded },
  });
});

t.test('its account of a call is the truth, whatever it told the caller', async (t) => {
  const connector = new ScriptedConnector({
    script: [turns.wrongUsage('12345678', { tokens_out: 0 }), turns.cut('1234'), turns.answer('12345678')],
  });
  await read(connector);
  await read(connector);
  for await (const event of connector.invoke(request, never())) if (event.type === 'delta') break;
  t.match(connector.calls, [
    { index: 0, outcome: 'ended', tokens_in: 4, tokens_out: 2, request },
    { index: 1, outcome: 'cut', tokens_out: 1 },
    { index: 2, outcome: 'closed', tokens_out: 1 },
  ]);
  t.equal(connector.calls[0]?.events.length, 4);
});

for (const on_abort of ['end', 'reject'] as const) {
  t.test(`a stall lasts until the call is aborted, which it answers by ${on_abort}`, async (t) => {
    const connector = new ScriptedConnector({ script: [turns.stall('half')], on_abort });
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 5);
    const { types, last, failure } = await read(connector, {}, controller.signal);
    if (on_abort === 'reject') t.equal(failure, reason);
    else t.match(last, { type: 'end', finish_reason: 'aborted', usage: { tokens_out: 1 } });
    t.ok(types.startsWith('start delta'));
    t.equal(connector.calls[0]?.outcome, 'aborted');
  });
}

t.test('a delay is interrupted by an abort', async (t) => {
  const connector = playing({ ...turns.answer('never'), delay_ms: 3_600_000 });
  t.match(await read(connector, {}, AbortSignal.timeout(5)), { last: { finish_reason: 'aborted' }, text: '' });
});

t.test('a runtime that does not listen ends only with the connector', async (t) => {
  const connector = playing({ ...turns.stall('half'), ignores_abort: true });
  const controller = new AbortController();
  const reading = read(connector, {}, controller.signal);
  controller.abort(new Error('enough'));
  t.equal(await Promise.race([reading, new Promise((done) => setTimeout(done, 20, 'still going'))]), 'still going');
  await connector.dispose();
  t.match((await reading).last, { finish_reason: 'aborted' });
});

t.test('it refuses what it cannot serve', async (t) => {
  const connector = new ScriptedConnector({ script: [], context_tokens: 3 });
  t.match((await read(connector, { model_id: 'x' })).last, { error: { code: 'KORA_SCRIPTED_MODEL_NOT_FOUND' } });
  t.match((await read(connector)).last, { error: { code: 'KORA_SCRIPTED_CONTEXT_OVERFLOW' } });
  await connector.dispose();
  t.match((await read(connector)).last, { error: { code: 'KORA_SCRIPTED_NOT_RUNNING' } });
  t.match(await connector.health(never()), { status: 'not_running' });
});

t.test('a model is loaded from its first call until it is unloaded', async (t) => {
  const connector = playing(turns.answer('x'));
  const loaded = async () => (await connector.models(never())).map((model) => model.loaded);
  t.same(await loaded(), [false]);
  await read(connector);
  t.same(await loaded(), [true]);
  await connector.unload('scripted-model', never());
  t.same(await loaded(), [false]);
  await connector.countTokens(request, never());
  t.equal(connector.prompts_counted, 1);
});
