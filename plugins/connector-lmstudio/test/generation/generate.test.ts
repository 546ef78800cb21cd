import t from 'tap';
import { ask, CHAT, CHAT_PATH, LIST, MODEL, never, only, requestTo, serve, textOf } from '../support/calls.ts';
import { nativeModel } from '../support/lists.ts';
import { answer, beginning, chunk, DONE, event, json, later, silence, stream, usage } from '../support/replies.ts';

t.test('sends what it says and nothing else, and makes events of what comes back', async (t) => {
  const { server, connector } = await serve(t, {}, { api_token: 'sk-lm-a:b', idle_seconds: 300 });
  const events = await ask(connector, { parameters: { temperature: 0.5, seed: 9, stop: ['END'] }, max_tokens: 4 });
  const [request] = server.to(CHAT_PATH);
  t.same(request?.body, {
    model: MODEL,
    messages: [{ role: 'user', content: 'hello' }],
    max_tokens: 4,
    temperature: 0.5,
    top_p: 0.95,
    top_k: 40,
    repeat_penalty: 1,
    seed: 9,
    stop: ['END'],
    stream: true,
    stream_options: { include_usage: true },
    ttl: 300,
  });
  t.match(request?.headers, { authorization: 'Bearer sk-lm-a:b', 'content-type': 'application/json' });
  t.same(events, [
    {
      type: 'start',
      model_id: MODEL,
      digest: null,
      structured_output: 'none',
      tokens_in: null,
      seed: 9,
      parameters: { temperature: 0.5, top_p: 0.95, seed: 9, stop: ['END'] },
      warnings: [],
    },
    { type: 'delta', text: 'Hello' },
    { type: 'delta', text: ' world' },
    { type: 'end', finish_reason: 'stop', usage: { tokens_in: 11, tokens_out: 2, source: 'reported' } },
  ]);
});

t.test('what is not asked for is not sent', async (t) => {
  const { server, connector } = await serve(t);
  t.equal(textOf(await ask(connector)), 'Hello world');
  const [request] = server.to(CHAT_PATH);
  for (const field of ['stop', 'ttl', 'response_format', 'tools'])
    t.notOk(Object.hasOwn(request?.body ?? {}, field), field);
  t.notOk(request?.headers.authorization);
});

t.test('reads the same from any split of the bytes, pings and unknown events in between', async (t) => {
  const noise = `:\n\n${event({ type: 'prompt_processing.progress', progress: 0.5 }, 'prompt_processing.progress')}`;
  const body = noise + answer('Grüße', ' 👋', ' an alle').replaceAll('\n\n', `\n\n${noise}`);
  for (const size of [1, 7, 100, 5000]) {
    const { connector } = await serve(t, { [CHAT]: stream(body, size) });
    const events = await ask(connector);
    t.equal(textOf(events), 'Grüße 👋 an alle', `${size} bytes`);
    t.match(only(events, 'end'), { finish_reason: 'stop', usage: { tokens_out: 3 } });
  }
});

t.test('a chunk without `created`, without content or with empty content is read, too', async (t) => {
  const body = [
    chunk({ role: 'assistant', content: null }, null, { created: null }),
    chunk({ content: '' }),
    chunk({ content: 'x' }).replace('"created":1738343241,', ''),
    chunk({}, 'length'),
    DONE,
  ];
  const { connector } = await serve(t, { [CHAT]: stream(body.join('')) });
  const events = await ask(connector);
  t.equal(textOf(events), 'x');
  t.equal(only(events, 'end').finish_reason, 'length');
});

t.test('usage that is missing, or zero, is estimated and says so', async (t) => {
  for (const reported of ['', usage(0, 0), chunk({}, null, { choices: [], usage: null })]) {
    const body = `${chunk({ content: 'a' })}${chunk({ content: 'b' })}${chunk({}, 'stop')}${reported}${DONE}`;
    const { connector } = await serve(t, { [CHAT]: stream(body) });
    const messages = [{ role: 'user', content: 'one two three four five' }] as const;
    const { usage: used } = only(await ask(connector, { messages }), 'end');
    t.same(used, { tokens_in: 6, tokens_out: 2, source: 'estimated' });
  }
});

t.test('thinking is kept apart in all three forms that LM Studio has', async (t) => {
  const end = `${chunk({ content: 'yes' })}${chunk({}, 'stop')}${usage(11, 4)}${DONE}`;
  const forms = {
    reasoning_content: `${chunk({ reasoning_content: 'le' })}${chunk({ reasoning_content: 't me' })}${end}`,
    'reasoning of gpt-oss': `${chunk({ reasoning: 'let me' })}${end}`,
    'both fields with the same': `${chunk({ reasoning: 'let me', reasoning_content: 'let me' })}${end}`,
    inline: `${chunk({ content: '<thi' })}${chunk({ content: 'nk>let me</th' })}${chunk({ content: 'ink>\n\n' })}${end}`,
  };
  for (const [name, body] of Object.entries(forms)) {
    const { connector } = await serve(t, { [CHAT]: stream(body) });
    const events = await ask(connector);
    t.equal(textOf(events, 'thinking'), 'let me', name);
    t.equal(textOf(events), 'yes', name);
  }
});

t.test('a model that loads on demand gives no byte for a while, and the call waits', async (t) => {
  // Longer than a health check would wait.
  const { connector } = await serve(t, { [CHAT]: later(900, stream(answer('late'))) });
  t.equal(textOf(await ask(connector)), 'late');
});

t.test('an answer of another model is not taken for one of this', async (t) => {
  const named = (model: string) => stream(answer('Hello').replaceAll(/"model":"[^"]*"/g, `"model":"${model}"`));
  const { server, connector } = await serve(t, { [CHAT]: named('llama-3.2-1b') });
  const events = await ask(connector);
  t.match(only(events, 'error').error, {
    code: 'KORA_LMSTUDIO_OTHER_MODEL',
    retryable: false,
    details: { model_id: MODEL, answered: 'llama-3.2-1b' },
  });
  t.equal(textOf(events), '', 'nothing of it is told');
  t.equal(server.to('/api/v1/models').length, 2, 'a name that is not known is looked up once more');
  for (const own of [MODEL, `${MODEL}:2`, `${MODEL}@q4_k_m`]) {
    const { connector: same } = await serve(t, { [CHAT]: named(own) });
    only(await ask(same), 'end');
  }
  let looks = 0;
  const renamed = await serve(t, {
    [CHAT]: named('my-name'),
    [LIST]: (response, request) => {
      looks += 1;
      const loaded_instances = looks > 1 ? [{ id: 'my-name', config: { context_length: 4096 } }] : [];
      return json(200, { models: [nativeModel(MODEL, { loaded_instances })] })(response, request);
    },
  });
  only(await ask(renamed.connector), 'end');
});

t.test('an abort closes the connection, in the queue and in the stream', async (t) => {
  const queued = await serve(t, { [CHAT]: silence });
  const abort = new AbortController();
  const call = ask(queued.connector, {}, abort.signal);
  while (queued.server.to(CHAT_PATH).length === 0) await new Promise(setImmediate);
  abort.abort(new Error('not wanted'));
  await t.rejects(call, { message: 'not wanted' });
  await queued.server.to(CHAT_PATH)[0]?.left;

  const begun = chunk({ content: 'a' });
  const streaming = await serve(t, { [CHAT]: beginning(begun, 'silence') });
  const stop = new AbortController();
  const events = [];
  for await (const told of streaming.connector.invoke(requestTo(MODEL), stop.signal)) {
    events.push(told);
    if (told.type === 'delta') stop.abort(new Error('enough'));
  }
  t.match(only(events, 'end'), { finish_reason: 'aborted', usage: { tokens_out: 1, source: 'estimated' } });
  await streaming.server.to(CHAT_PATH)[0]?.left;

  const left = await serve(t, { [CHAT]: beginning(begun, 'silence') });
  for (const type of ['delta', 'start']) {
    for await (const told of left.connector.invoke(requestTo(MODEL), never())) if (told.type === type) break;
    await left.server.to(CHAT_PATH).at(-1)?.left;
  }
  t.pass('a reader that leaves closes it, too');
});
