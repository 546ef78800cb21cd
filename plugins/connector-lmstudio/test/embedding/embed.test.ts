import type { Json } from '@kora/contracts';
import t from 'tap';
import { LIST, MODEL, never, serve } from '../support/calls.ts';
import { EMBEDDING, nativeModel } from '../support/lists.ts';
import { type Reply, unexpected } from '../support/lm-studio-server.ts';
import { json } from '../support/replies.ts';

const ROUTE = 'POST /v1/embeddings';
const NAME = String(EMBEDDING.key);
const listed = { [LIST]: json(200, { models: [nativeModel(MODEL), EMBEDDING] }) };
const vectors = (data: Json, model = NAME) => json(200, { object: 'list', data, model });
const vector = (index: number, embedding: Json = [index, 1]) => ({ object: 'embedding', embedding, index });

t.test('texts become vectors in their order, whatever order LM Studio has', async (t) => {
  const { server, connector } = await serve(t, { ...listed, [ROUTE]: vectors([vector(1), vector(0)]) });
  t.same(await connector.embed(NAME, ['a', 'b'], never()), [
    [0, 1],
    [1, 1],
  ]);
  t.same(server.to('/v1/embeddings')[0]?.body, { model: NAME, input: ['a', 'b'] });
  t.same(await connector.embed(NAME, [], never()), []);
  t.equal(server.to('/v1/embeddings').length, 1, 'nothing is asked about nothing');
});

t.test('a text that cannot fit is not sent, because LM Studio would cut it in silence', async (t) => {
  const { server, connector } = await serve(t, { ...listed, [ROUTE]: vectors([vector(0)]) });
  const embed = (words: number) => connector.embed(NAME, ['word '.repeat(words)], never());
  await t.rejects(embed(2049), {
    code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW',
    details: { prompt_tokens: 2049, context_tokens: 2048, excess_tokens: 1 },
  });
  t.same(server.to('/v1/embeddings'), []);
  t.ok(await embed(2048));
});

t.test('only a model that embeds is asked, and only its answer counts', async (t) => {
  const { server, connector } = await serve(t, { ...listed, [ROUTE]: vectors([vector(0)], 'another') });
  for (const name of [MODEL, 'unknown'])
    await t.rejects(connector.embed(name, ['a'], never()), { code: 'KORA_LMSTUDIO_MODEL_NOT_FOUND' });
  t.same(server.to('/v1/embeddings'), []);
  await t.rejects(connector.embed(NAME, ['a'], never()), { code: 'KORA_LMSTUDIO_OTHER_MODEL' });
});

t.test('what is no vector for each text is a fault, whatever its status', async (t) => {
  const faults: readonly [Reply, string][] = [
    [vectors([]), 'KORA_LMSTUDIO_PROTOCOL'],
    [vectors([vector(0), vector(0)]), 'KORA_LMSTUDIO_PROTOCOL'],
    [vectors([vector(0), vector(1), vector(2)]), 'KORA_LMSTUDIO_PROTOCOL'],
    [vectors([vector(0), vector(1, ['x'])]), 'KORA_LMSTUDIO_PROTOCOL'],
    [vectors([vector(0), vector(1, 'AACAPw==')]), 'KORA_LMSTUDIO_PROTOCOL'],
    [vectors([vector(0), vector(1, [])]), 'KORA_LMSTUDIO_PROTOCOL'],
    [json(400, { error: "'input' field must be a string or an array of strings" }), 'KORA_LMSTUDIO_BAD_REQUEST'],
    [unexpected, 'KORA_LMSTUDIO_TOO_OLD'],
  ];
  for (const [reply, code] of faults) {
    const { connector } = await serve(t, { ...listed, [ROUTE]: reply });
    await t.rejects(connector.embed(NAME, ['a', 'b'], never()), { code });
  }
});
