import t from 'tap';
import { serve } from '../support/bench.ts';
import { never, rejectionOf } from '../support/calls.ts';
import { MODEL } from '../support/ollama-bodies.ts';
import { json, NOT_FOUND_TEXT } from '../support/replies.ts';

const EMBED = 'POST /api/embed';
const answer = (embeddings: unknown) =>
  json(200, { model: MODEL, embeddings, total_duration: 14143917, load_duration: 1019500, prompt_eval_count: 8 });

t.test('texts become vectors, and one that is too long is not cut', async (t) => {
  const { server, connector } = await serve(
    t,
    {
      [EMBED]: answer([
        [0.6, 0.8],
        [1, 0],
      ]),
    },
    { keep_alive: -1 },
  );
  t.same(await connector.embed(MODEL, ['a', 'b'], never()), [
    [0.6, 0.8],
    [1, 0],
  ]);
  t.same(server.bodyTo('/api/embed'), {
    model: MODEL,
    input: ['a', 'b'],
    truncate: false,
    keep_alive: -1,
    options: { num_ctx: 8192 },
  });
  const long = await serve(t, { [EMBED]: json(400, { error: 'the input length exceeds the context length' }) });
  t.equal((await rejectionOf(long.connector.embed(MODEL, ['a'], never()))).code, 'KORA_OLLAMA_CONTEXT_OVERFLOW');
});

t.test('no texts need no request', async (t) => {
  const { server, connector } = await serve(t);
  t.same(await connector.embed(MODEL, [], never()), []);
  t.equal(server.to('/api/embed').length, 0);
});

t.test('an answer of another shape is a fault', async (t) => {
  for (const wrong of [[[1]], [[1], ['x']], [[1], []], null, [[1], [null]]]) {
    const { connector } = await serve(t, { [EMBED]: answer(wrong) });
    t.equal((await rejectionOf(connector.embed(MODEL, ['a', 'b'], never()))).code, 'KORA_OLLAMA_PROTOCOL');
  }
});

t.test('a model that cannot, a model that is gone and a server that cannot are told apart', async (t) => {
  const cases = [
    [json(400, { error: `"${MODEL}" does not support embeddings` }), 'KORA_OLLAMA_BAD_REQUEST'],
    [json(404, { error: `model "${MODEL}" not found, try pulling it first` }), 'KORA_OLLAMA_MODEL_NOT_FOUND'],
    [NOT_FOUND_TEXT, 'KORA_OLLAMA_TOO_OLD'],
  ] as const;
  for (const [reply, code] of cases) {
    const { connector } = await serve(t, { [EMBED]: reply });
    t.equal((await rejectionOf(connector.embed(MODEL, ['a'], never()))).code, code);
  }
});
