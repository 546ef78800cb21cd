import fc from 'fast-check';
import t from 'tap';
import { serve } from '../support/bench.ts';
import { never, only, requestTo } from '../support/calls.ts';
import { DIGEST, MODEL, tag } from '../support/ollama-bodies.ts';
import { json } from '../support/replies.ts';

t.test('sends what it says and nothing else, and makes events of what comes back', async (t) => {
  const { server, ask } = await serve(t, {}, { keep_alive: '10m' });
  const events = await ask({ parameters: { temperature: 0.5, top_p: 0.8, seed: 9 }, max_tokens: 4 });
  t.same(server.bodyTo('/api/chat'), {
    model: MODEL,
    messages: [{ role: 'user', content: 'hello' }],
    stream: true,
    truncate: false,
    shift: false,
    keep_alive: '10m',
    options: {
      num_ctx: 8192,
      num_predict: 4,
      temperature: 0.5,
      top_p: 0.8,
      top_k: 40,
      min_p: 0.05,
      repeat_penalty: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      seed: 9,
    },
  });
  const [request] = server.to('/api/chat');
  t.equal(request?.headers['content-type'], 'application/json');
  t.notOk(
    server.requests.some(({ path }) => path.startsWith('/v1')),
    'only the native API is used',
  );
  t.same(events, [
    {
      type: 'start',
      model_id: MODEL,
      digest: `sha256:${DIGEST}`,
      structured_output: 'none',
      tokens_in: null,
      seed: 9,
      parameters: { temperature: 0.5, top_p: 0.8, seed: 9, stop: [] },
      warnings: [],
    },
    { type: 'delta', text: 'The' },
    { type: 'delta', text: ' end' },
    { type: 'end', finish_reason: 'stop', usage: { tokens_in: 26, tokens_out: 2, source: 'reported' } },
  ]);
});

t.test('what would make Ollama load the model again is the same in every request', async (t) => {
  const embeddings = { model: MODEL, embeddings: [[1]] };
  const { server, connector, ask } = await serve(t, { 'POST /api/embed': json(200, embeddings) });
  await ask({ max_tokens: 1 });
  await ask({ max_tokens: 900, schema: { type: 'string' }, parameters: { temperature: 1 } });
  await connector.embed(MODEL, ['text'], never());
  const sent = server.requests.filter(({ path }) => ['/api/chat', '/api/embed'].includes(path));
  const load = sent.map(({ text }) => JSON.parse(text).options.num_ctx);
  t.same(load, [8192, 8192, 8192]);
  t.same(
    server.to('/api/chat').map(({ text }) => [JSON.parse(text).truncate, JSON.parse(text).shift]),
    [
      [false, false],
      [false, false],
    ],
  );
  t.notOk('keep_alive' in JSON.parse(sent[0]?.text ?? ''), 'what is not configured is left to Ollama');
});

t.test(
  'num_ctx is as configured, within what the model was trained for and never too little for one that sees',
  async (t) => {
    const cases = [
      [{ num_ctx: 16_384 }, {}, 16_384],
      [{ num_ctx: 100_000 }, {}, 40_960],
      [{ num_ctx: 512 }, { capabilities: ['completion', 'vision'] }, 2048],
      [{}, { details: { format: 'gguf', context_length: 2048 } }, 2048],
    ] as const;
    for (const [config, changes, num_ctx] of cases) {
      const { server, connector, ask } = await serve(
        t,
        { 'GET /api/tags': json(200, { models: [tag(MODEL, changes)] }) },
        config,
      );
      await ask();
      t.match(server.bodyTo('/api/chat'), { options: { num_ctx } });
      t.equal((await connector.models(never()))[0]?.context_tokens, num_ctx, 'and it is what the list says');
    }
  },
);

t.test('silent requests get documented values, not the random seed of Ollama', async (t) => {
  const { server, ask } = await serve(t);
  const start = only(await ask(), 'start');
  t.match(server.bodyTo('/api/chat'), { options: { seed: 0, temperature: 0, top_p: 0.95 } });
  t.same(start.parameters, { temperature: 0, top_p: 0.95, seed: 0, stop: [] });
});

t.test("no stop list is sent where there is none, because an empty one replaces the model's own", async (t) => {
  const { server, ask } = await serve(t);
  await ask({ parameters: { stop: [] } });
  const { options } = server.bodyTo('/api/chat');
  t.notOk('stop' in (options as object));
  t.equal(server.to('/api/show').length, 0, 'and nothing has to be asked');
});

t.test("stop sequences of a request go along with the model's own, which they would replace", async (t) => {
  const { server, ask } = await serve(t);
  const start = only(await ask({ parameters: { stop: ['END'] } }), 'start');
  const stop = ['<|im_start|>', '<|im_end|>', 'END'];
  t.match(server.bodyTo('/api/chat'), { options: { stop } });
  t.same(start.parameters.stop, stop, 'and start says so');
  await ask({ parameters: { stop: ['X'] } });
  t.equal(server.to('/api/show').length, 1, 'asked once per digest');
});

t.test('a call without messages is not sent, because Ollama would only load the model and say done', async (t) => {
  const { server, ask } = await serve(t);
  t.match(only(await ask({ messages: [] }), 'error').error, { kind: 'bad_request', code: 'KORA_OLLAMA_BAD_REQUEST' });
  t.equal(server.to('/api/chat').length, 0);
});

t.test('no number outside its range and no unknown option ever leaves', async (t) => {
  const { server, connector } = await serve(t);
  const odd = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-1, 1e308, Number.NaN, Infinity, 0.5, 7));
  // Mostly good ones, because a single odd one keeps the whole request from being sent.
  const mostly = (...good: readonly number[]) => fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 5 }, odd);
  const known = { temperature: mostly(0, 0.5, 1), top_p: mostly(0.5, 1), seed: mostly(0, 7) };
  const parameters = fc.oneof(
    { arbitrary: fc.record(known, { requiredKeys: [] }), weight: 5 },
    fc.record({ ...known, num_gpu: odd }),
  );
  await fc.assert(
    fc.asyncProperty(parameters, mostly(7), async (parameters, max_tokens) => {
      const before = server.to('/api/chat').length;
      const events = await Array.fromAsync(connector.invoke(requestTo(MODEL, { parameters, max_tokens }), never()));
      const sent = server.to('/api/chat').slice(before);
      if (sent.length === 0) return only(events, 'error').error.code === 'KORA_OLLAMA_BAD_REQUEST';
      const { options } = JSON.parse(sent[0]?.text ?? '');
      const isWithin = (value: number, low: number, high: number) => value >= low && value <= high;
      return (
        !('num_gpu' in options) &&
        isWithin(options.temperature, 0, 2) &&
        isWithin(options.top_p, 0, 1) &&
        isWithin(options.seed, 0, 4_294_967_294) &&
        isWithin(options.num_predict, 1, 2_147_483_647)
      );
    }),
    { numRuns: 150 },
  );
  t.ok(server.to('/api/chat').length > 20, `${server.to('/api/chat').length} were sent`);
});

t.test('a name without tag means latest, and the name that Ollama lists is what is sent', async (t) => {
  const models = [tag('Mistral:latest')];
  const { server, connector } = await serve(t, { 'GET /api/tags': json(200, { models }) });
  const events = await Array.fromAsync(connector.invoke(requestTo('mistral'), never()));
  t.match(server.bodyTo('/api/chat'), { model: 'Mistral:latest' });
  t.equal(only(events, 'start').model_id, 'mistral');
});
