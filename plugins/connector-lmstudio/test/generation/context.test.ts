import t from 'tap';
import { ask, CHAT, CHAT_PATH, LIST, MODEL, only, serve } from '../support/calls.ts';
import { instance, nativeModel } from '../support/lists.ts';
import { answer, chunk, DONE, event, inOrder, json, stream, usage } from '../support/replies.ts';

const words = (count: number) => [{ role: 'user' as const, content: 'word '.repeat(count) }];
const ended = (reason: string, tokens_in: number, tokens_out: number) =>
  stream(`${chunk({ content: 'a' })}${chunk({}, reason)}${usage(tokens_in, tokens_out)}${DONE}`);

t.test('a prompt that cannot fit is not sent, because LM Studio would cut it in silence', async (t) => {
  const { server, connector } = await serve(t);
  const { error } = only(await ask(connector, { messages: words(4000), max_tokens: 97 }), 'error');
  t.match(error, { kind: 'context_overflow', code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW', retryable: false });
  t.same(error.details, {
    model_id: MODEL,
    prompt_tokens: 4000,
    max_tokens: 97,
    context_tokens: 4096,
    excess_tokens: 1,
  });
  t.match(error.message, /1 more than the 4096/);
  t.same(server.to(CHAT_PATH), []);
  // What just fits is sent: only LM Studio knows how many tokens it really has.
  await ask(connector, { messages: words(4000), max_tokens: 96 });
  t.equal(server.to(CHAT_PATH).length, 1);
});

t.test('what the model could never hold is refused before it is even loaded', async (t) => {
  const models = [nativeModel(MODEL, { loaded_instances: [], max_context_length: 2048 })];
  for (const config of [{}, { context_tokens: 8192 }]) {
    const { server, connector } = await serve(t, { [LIST]: json(200, { models }) }, config);
    const { error } = only(await ask(connector, { messages: words(2048) }), 'error');
    t.match(error, { code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW', details: { context_tokens: 2048 } });
    t.ok(server.requests.every(({ method }) => method === 'GET'));
  }
});

t.test('of several instances it is the one that is asked that counts', async (t) => {
  const loaded_instances = [instance(MODEL, 2048), instance(`${MODEL}:2`, 8192)];
  const { server, connector } = await serve(t, {
    [LIST]: json(200, { models: [nativeModel(MODEL, { loaded_instances })] }),
  });
  only(await ask(connector, { messages: words(3000) }), 'error');
  t.same(server.to(CHAT_PATH), []);
  await ask(connector, { messages: words(3000), model_id: `${MODEL}:2` });
  t.equal(server.to(CHAT_PATH).length, 1);
});

t.test('an overflow that LM Studio finds tells its numbers, in both of its wordings', async (t) => {
  const now =
    'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.';
  const before =
    'Trying to keep the first 14538 tokens when context the overflows. However, the model is loaded with context length of only 2048 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input';
  for (const [reply, prompt_tokens, context_tokens] of [
    [json(400, { error: now }), 13_055, 4096],
    [stream(event({ error: before })), 14_538, 2048],
    [stream(event({ error: { message: before } }, 'error')), 14_538, 2048],
  ] as const) {
    const { connector } = await serve(t, { [CHAT]: reply });
    const { error } = only(await ask(connector), 'error');
    t.match(error, { code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW', details: { prompt_tokens, context_tokens } });
  }
});

t.test('an overflow without numbers is still one', async (t) => {
  const { connector } = await serve(t, { [CHAT]: json(400, { error: 'The context window is exceeded' }) });
  const { error } = only(await ask(connector), 'error');
  t.match(error, { code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW', details: { prompt_tokens: null, excess_tokens: null } });
});

t.test('fewer tokens than the prompt has words mean that it was cut', async (t) => {
  const { connector } = await serve(t, { [CHAT]: ended('stop', 99, 1) });
  const { error } = only(await ask(connector, { messages: words(100) }), 'error');
  t.match(error, { kind: 'context_overflow', code: 'KORA_LMSTUDIO_PROMPT_CUT', retryable: false });
  t.same(error.details, { model_id: MODEL, prompt_tokens: 100, read_tokens: 99 });
  const whole = await serve(t, { [CHAT]: ended('stop', 100, 1) });
  only(await ask(whole.connector, { messages: words(100) }), 'end');
});

t.test('an answer that ran out of context is no answer', async (t) => {
  const full = { code: 'KORA_LMSTUDIO_CONTEXT_FULL', kind: 'context_overflow', retryable: false };
  for (const reply of [ended('stop', 4000, 100), ended('length', 4090, 6), ended('contextLengthReached', 11, 5)]) {
    const { connector } = await serve(t, { [CHAT]: reply });
    t.match(only(await ask(connector), 'error').error, full);
  }
  for (const [reply, finish_reason] of [
    [ended('length', 4080, 16), 'length'],
    [ended('length', 11, 3), 'length'],
    [ended('stop', 4080, 16), 'stop'],
  ] as const) {
    const { connector } = await serve(t, { [CHAT]: reply });
    t.equal(only(await ask(connector), 'end').finish_reason, finish_reason);
  }
});

t.test('the context of a model that was loaded on demand is looked up afterwards', async (t) => {
  const list = (...loaded_instances: object[]) =>
    json(200, { models: [nativeModel(MODEL, { loaded_instances: loaded_instances as never })] });
  const routes = { [LIST]: inOrder(list(), list(instance(MODEL, 512))) };
  const cut = await serve(t, { ...routes, [CHAT]: ended('stop', 500, 13) });
  t.match(only(await ask(cut.connector), 'error').error, {
    code: 'KORA_LMSTUDIO_CONTEXT_FULL',
    details: { context_tokens: 512 },
  });
  const fits = await serve(t, { [LIST]: inOrder(list(), list(instance(MODEL, 512))), [CHAT]: ended('stop', 500, 12) });
  only(await ask(fits.connector), 'end');
  t.equal(fits.server.to('/api/v1/models').length, 2);
  const gone = await serve(t, { [LIST]: inOrder(list(), json(500, { error: 'gone' })), [CHAT]: stream(answer('a')) });
  only(await ask(gone.connector), 'end');
});
