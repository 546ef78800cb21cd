import t from 'tap';
import { serve } from '../support/bench.ts';
import { never, only, rejectionOf } from '../support/calls.ts';
import { DIGEST, MODEL, oldTag, SHOW, tag } from '../support/ollama-bodies.ts';
import { json, later, NOT_FOUND_TEXT, type Reply, silence } from '../support/replies.ts';

const tags = (models: readonly unknown[] | null) => ({ 'GET /api/tags': json(200, { models }) });

t.test('one request lists what a current Ollama says, one what it has loaded', async (t) => {
  const { server, connector } = await serve(t);
  t.same(await connector.models(never()), [
    {
      model_id: MODEL,
      connector: 'ollama',
      digest: `sha256:${DIGEST}`,
      quantization: 'Q4_K_M',
      context_tokens: 8192,
      size_bytes: 5225388164,
      required_vram_mb: 6347,
      loaded: true,
      remote: false,
    },
  ]);
  t.same(server.requests.map(({ path }) => path).sort(), ['/api/ps', '/api/tags']);
});

t.test('an older list is completed by asking for each model once, a few at a time', async (t) => {
  let open = 0;
  let most = 0;
  const show: Reply = async (response, request) => {
    most = Math.max(most, ++open);
    await later(15, json(200, SHOW))(response, request);
    open -= 1;
  };
  const old = Array.from({ length: 12 }, (_, i) => oldTag(`m${i}`, i.toString(16).repeat(64).slice(0, 64)));
  const { server, connector } = await serve(t, { ...tags(old), 'POST /api/show': show });
  const models = await connector.models(never());
  t.same(new Set(models.map(({ context_tokens }) => context_tokens)), new Set([4096]));
  t.ok(most > 1 && most <= 4, `${most} at once`);
  await connector.models(never());
  t.equal(server.to('/api/show').length, 12, 'the second list asks nothing again');
  t.same(JSON.parse(server.to('/api/show')[0]?.text ?? ''), { model: 'm0', verbose: false });
});

t.test('a digest that changed is asked for again', async (t) => {
  let digest = '1'.repeat(64);
  const list: Reply = (response, request) => json(200, { models: [oldTag('m', digest)] })(response, request);
  const { server, connector } = await serve(t, { 'GET /api/tags': list });
  await connector.models(never());
  digest = '2'.repeat(64);
  await connector.models(never());
  t.equal(server.to('/api/show').length, 2);
});

t.test('a call learns from an older server what the list leaves out', async (t) => {
  const { server, ask } = await serve(t, tags([oldTag()]));
  await ask({ max_tokens: 2000 });
  t.match(server.bodyTo('/api/chat'), { think: true, options: { num_ctx: 4096 } });
});

t.test('what describes a large model, with all its tensors, is megabytes and is read', async (t) => {
  const tensors = Array.from({ length: 60_000 }, (_, i) => ({
    name: `blk.${i}.attn_q.weight`,
    type: 'Q4_K',
    shape: [4096],
  }));
  const { connector, log } = await serve(t, { ...tags([oldTag()]), 'POST /api/show': json(200, { ...SHOW, tensors }) });
  t.match(await connector.models(never()), [{ context_tokens: 4096 }]);
  t.same(log.lines, []);
});

t.test('a model that cannot be shown is listed with what is known', async (t) => {
  const { connector, log } = await serve(t, { ...tags([oldTag(), tag('other')]), 'POST /api/show': json(500, {}) });
  const [old, other] = await connector.models(never());
  t.match(old, { model_id: MODEL, size_bytes: 5225388164, context_tokens: 8192 });
  t.equal(other?.model_id, 'other');
  t.match(log.lines, [{ level: 'debug', fields: { code: 'KORA_OLLAMA_PROTOCOL' } }]);
});

t.test('a server without /api/ps has nothing loaded that we know of', async (t) => {
  const { server, connector } = await serve(t, { 'GET /api/ps': NOT_FOUND_TEXT });
  t.match(await connector.models(never()), [{ loaded: false, required_vram_mb: null }]);
  t.equal(server.to('/api/ps').length, 1);
});

t.test('what outside says is not believed blindly', async (t) => {
  const odd = [
    { name: 'no-details' },
    { name: 'lies', size: -1, digest: '../../etc', details: { context_length: 1e308, quantization_level: 4 } },
    { name: '' },
    null,
    tag('twice'),
    tag('twice'),
  ];
  const { connector } = await serve(t, { ...tags(odd), 'POST /api/show': json(200, []) });
  const models = await connector.models(never());
  t.same(
    models.map(({ model_id }) => model_id),
    ['no-details', 'lies', 'twice'],
  );
  t.match(models[1], { digest: null, size_bytes: null, quantization: null, context_tokens: 8192 });
});

t.test('no models at all is an empty list, also as the null that Go makes of it', async (t) => {
  for (const empty of [[], null]) t.same(await (await serve(t, tags(empty))).connector.models(never()), []);
});

t.test('an unknown model is not found without telling Ollama the prompt', async (t) => {
  const { server, connector } = await serve(t);
  const request = { model_id: 'nope', messages: [], parameters: {}, max_tokens: 1, timeout_ms: 1, schema: null };
  const events = await Array.fromAsync(connector.invoke(request, never()));
  t.match(only(events, 'error').error, { kind: 'model_not_found', code: 'KORA_OLLAMA_MODEL_NOT_FOUND' });
  t.equal(server.to('/api/chat').length, 0);
});

t.test('a list that does not come is given up, and said to be so', async (t) => {
  const { connector, ask } = await serve(t, { 'GET /api/tags': silence }, {}, 80);
  t.equal((await rejectionOf(connector.models(never()))).code, 'KORA_OLLAMA_SILENT');
  t.match(only(await ask(), 'error').error, { kind: 'transport', retryable: true });
});

t.test('unload asks with no messages and no time to keep, and takes one object for an answer', async (t) => {
  const unloaded = { model: MODEL, message: { role: 'assistant', content: '' }, done: true, done_reason: 'unload' };
  const { server, connector } = await serve(t, { 'POST /api/chat': json(200, unloaded) });
  await connector.unload(MODEL, never());
  t.same(server.bodyTo('/api/chat'), { model: MODEL, messages: [], keep_alive: 0 });
  const loaded = await serve(t, { 'POST /api/chat': json(200, { ...unloaded, done_reason: 'load' }) });
  t.equal((await rejectionOf(loaded.connector.unload(MODEL, never()))).code, 'KORA_OLLAMA_PROTOCOL');
});

t.test('a deleted model is an empty 200, a missing one a 404', async (t) => {
  const { server, connector } = await serve(t, {
    'DELETE /api/delete': (response) => void response.writeHead(200, { 'content-length': 0 }).end(),
  });
  await connector.remove(MODEL, never());
  t.same(server.bodyTo('/api/delete'), { model: MODEL });
  const missing = await serve(t, { 'DELETE /api/delete': json(404, { error: "model 'x' not found" }) });
  t.equal((await rejectionOf(missing.connector.remove('x', never()))).code, 'KORA_OLLAMA_MODEL_NOT_FOUND');
});
