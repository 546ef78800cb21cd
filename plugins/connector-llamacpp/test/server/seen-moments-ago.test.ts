import type { ModelEvent } from '@kora/contracts';
import t, { type Test } from 'tap';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { json, type Reply, replay } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

const COUNT = 'POST /v1/chat/completions/input_tokens';
const CHAT = 'POST /v1/chat/completions';
const counted = (input_tokens: number) => json(200, { input_tokens });
/** The recorded answer says that it used 21 tokens. */
const ROUTES: Readonly<Record<string, Reply>> = { [COUNT]: counted(21), [CHAT]: replay('chat_stream') };

/** A connector that has listed, counted and called, and what its server has been asked since. */
async function known(t: Test, server = new WellBehavedServer(false, ['tiny.gguf'], ROUTES), model_id = 'tiny.gguf') {
  const { connector } = await connectTo(t, server);
  await connector.models(never());
  t.ok(only(await collect(connector.invoke(requestTo(model_id, { max_tokens: 3 }), never())), 'end'));
  const before = server.requests.length;
  const asked = () => server.requests.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  const ask = async (changes = {}) =>
    collect(connector.invoke(requestTo(model_id, { max_tokens: 3, tokens_in_at_most: 200, ...changes }), never()));
  return { server, connector, asked, ask };
}

t.test(
  'a prompt that fits for certain is sent at once; what was only remembered is asked beside the answer',
  async (t) => {
    const { connector, asked, ask } = await known(t);
    t.same(await connector.recentModels(never()), await connector.models(never()));
    t.same(asked(), ['GET /v1/models'], 'what was listed is not asked for again');
    const events = await ask();
    t.match(only(events, 'start'), { model_id: 'tiny.gguf', tokens_in: null }, 'nothing is claimed that was not asked');
    t.match(only(events, 'end').usage, { tokens_in: 21, source: 'reported' });
    const [first, ...rest] = asked().slice(1);
    t.equal(first, CHAT);
    t.same(rest.sort(), ['GET /props', 'GET /v1/models', COUNT].sort());
  },
);

t.test('a prompt that may be too long is counted first, as ever', async (t) => {
  for (const tokens_in_at_most of [undefined, 2046]) {
    const { asked, ask } = await known(t);
    t.equal(only(await ask({ tokens_in_at_most }), 'start').tokens_in, 21);
    t.equal(asked().at(-1), CHAT);
  }
});

t.test('an answer of a server that has another model by now is not accepted', async (t) => {
  let id = 'tiny.gguf';
  const list: Reply = (socket, request) =>
    json(200, { object: 'list', data: [{ id, owned_by: 'llamacpp', meta: { n_ctx: 2048 } }] })(socket, request);
  const { ask, connector } = await known(t, new WellBehavedServer(false, [id], { ...ROUTES, 'GET /v1/models': list }));
  t.ok(only(await ask(), 'end'));
  id = 'another.gguf';
  const events = await ask();
  t.notOk(events.some(({ type }) => type === 'end'));
  t.match(only(events, 'error').error, { code: 'KORA_LLAMACPP_MODEL_NOT_FOUND', kind: 'model_not_found' });
  t.equal(await connector.recentModels(never()), null, 'and what was remembered is forgotten');
});

t.test(
  'an answer is held against what the server counts and says by now, not against what it said before',
  async (t) => {
    let tokens = 21;
    const routes = { ...ROUTES, [COUNT]: ((socket, request) => counted(tokens)(socket, request)) satisfies Reply };
    const { ask } = await known(t, new WellBehavedServer(false, ['tiny.gguf'], routes));
    tokens = 180;
    t.match(only(await ask(), 'error').error, {
      code: 'KORA_LLAMACPP_CONTEXT_LOST',
      details: { prompt_tokens: 180, kept_tokens: 21 },
    });
  },
);

t.test('a model that was unloaded meanwhile is loaded, and generates once', async (t) => {
  const server = new WellBehavedServer(true, ['tiny-a']);
  const { ask, asked } = await known(t, server, 'tiny-a');
  server.states.set('tiny-a', 'unloaded');
  const events = await ask({ max_tokens: 4 });
  t.equal(only(events, 'end').finish_reason, 'length');
  t.equal(textOf(events).split(' wave').length, 5);
  t.same(
    asked().filter((each) => each.startsWith('POST')),
    [CHAT, 'POST /models/load', COUNT, CHAT],
    'the first was refused',
  );
});

t.test('an abort ends the answer and the questions beside it', async (t) => {
  const hold: Reply = () => {};
  let count: Reply = counted(5);
  const routes = { [COUNT]: ((socket, request) => count(socket, request)) satisfies Reply };
  const { connector, server } = await known(t, new WellBehavedServer(false, ['tiny.gguf'], routes));
  count = hold;
  const controller = new AbortController();
  const request = requestTo('tiny.gguf', { max_tokens: 60, tokens_in_at_most: 200 });
  const events: ModelEvent[] = [];
  for await (const event of connector.invoke(request, controller.signal)) {
    events.push(event);
    if (event.type !== 'delta') continue;
    // The question beside the answer is out by then, and nobody answers it.
    if (server.to('/v1/chat/completions/input_tokens').length > 1) controller.abort();
  }
  t.match(only(events, 'end'), { finish_reason: 'aborted', usage: { source: 'estimated' } });
  await Promise.all(server.requests.slice(-3).map(({ closed }) => closed));
});

t.test('a server that was not listed yet is not known', async (t) => {
  const { connector } = await connectTo(t, new WellBehavedServer(false, ['tiny.gguf'], ROUTES));
  t.equal(await connector.recentModels(never()), null);
});
