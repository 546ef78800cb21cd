import t, { type Test } from 'tap';
import { never } from '../support/calls.ts';
import { json, type Reply, replay } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

const ROUTE = 'POST /v1/embeddings';

async function serve(t: Test, reply?: Reply) {
  const server = new WellBehavedServer(false, ['tiny.gguf'], reply === undefined ? {} : { [ROUTE]: reply });
  return { server, ...(await connectTo(t, server)) };
}

t.test('vectors come in the order of the texts, whatever order the server has', async (t) => {
  const { server, connector } = await serve(t);
  const vectors = await connector.embed('tiny.gguf', ['a', 'bbb'], never());
  t.same(
    vectors.map(([first]) => first),
    [0.01, 0.03],
  );
  t.same(JSON.parse(server.to('/v1/embeddings')[0]?.body ?? ''), {
    model: 'tiny.gguf',
    input: ['a', 'bbb'],
    encoding_format: 'float',
  });
  t.same(await connector.embed('tiny.gguf', [], never()), []);
  t.equal(server.to('/v1/embeddings').length, 1, 'nothing is asked about nothing');
});

t.test('a server that was not started for it says what to do', async (t) => {
  for (const recorded of ['embed', 'k_embed']) {
    const { connector } = await serve(t, replay(recorded));
    await t.rejects(connector.embed('tiny.gguf', ['a'], never()), {
      code: 'KORA_LLAMACPP_EMBEDDINGS_OFF',
      message: /--embeddings --pooling mean/,
    });
  }
});

t.test('an answer without a vector for each text is none', async (t) => {
  const vector = { embedding: [1, 0], index: 0 };
  for (const data of [[], [vector], [vector, { index: 1 }], [vector, { embedding: ['x'], index: 1 }], 'no list']) {
    const { connector } = await serve(t, json(200, { data }));
    await t.rejects(connector.embed('tiny.gguf', ['a', 'b'], never()), { code: 'KORA_LLAMACPP_PROTOCOL' });
  }
  const { connector } = await serve(t, replay('overflow'));
  await t.rejects(connector.embed('tiny.gguf', ['a'], never()), { code: 'KORA_LLAMACPP_CONTEXT_OVERFLOW' });
});
