import t from 'tap';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { json, replay } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

const MODELS = ['tiny-a', 'tiny-b'];
const posts = (server: WellBehavedServer) =>
  server.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

t.test('a model that is not loaded is loaded first, told which one it is, and waited for', async (t) => {
  const server = new WellBehavedServer(true, MODELS);
  const { connector } = await connectTo(t, server);
  const events = await collect(connector.invoke(requestTo('tiny-b', { max_tokens: 4 }), never()));
  t.equal(only(events, 'end').finish_reason, 'length');
  t.match(textOf(events), /wave/);
  t.same(posts(server), ['/models/load', '/v1/chat/completions/input_tokens', '/v1/chat/completions']);
  t.ok(server.requests.every(({ method, body }) => method !== 'POST' || JSON.parse(body).model === 'tiny-b'));
  t.same([...server.states.values()], ['unloaded', 'loaded'], 'the other one is left alone');
  await collect(connector.invoke(requestTo('tiny-b', { max_tokens: 4 }), never()));
  t.equal(server.to('/models/load').length, 1, 'a loaded one is not loaded again');
});

t.test('a model that somebody else is loading is waited for', async (t) => {
  const server = new WellBehavedServer(true, MODELS);
  const { connector } = await connectTo(t, server);
  server.states.set('tiny-a', 'loading');
  setTimeout(() => server.states.set('tiny-a', 'loaded'), 50);
  t.ok(only(await collect(connector.invoke(requestTo('tiny-a', { max_tokens: 4 }), never())), 'end'));
  t.equal(server.to('/models/load').length, 0);
  const raced = new WellBehavedServer(true, MODELS, { 'POST /models/load': replay('r_loadagain') });
  const second = await connectTo(t, raced);
  setTimeout(() => raced.states.set('tiny-a', 'loaded'), 150);
  t.ok(only(await collect(second.connector.invoke(requestTo('tiny-a', { max_tokens: 4 }), never())), 'end'));
});

t.test('a model that cannot be loaded is named, and may be tried again', async (t) => {
  const server = new WellBehavedServer(true, MODELS);
  server.broken.add('tiny-a');
  const { connector } = await connectTo(t, server);
  const failed = async () => only(await collect(connector.invoke(requestTo('tiny-a'), never())), 'error').error;
  t.match(await failed(), { code: 'KORA_LLAMACPP_MODEL_UNUSABLE', message: /"tiny-a".*its log says why/ });
  t.match(await failed(), { code: 'KORA_LLAMACPP_MODEL_UNUSABLE' });
  t.equal(server.to('/models/load').length, 2);
  server.broken.clear();
  t.ok(only(await collect(connector.invoke(requestTo('tiny-a', { max_tokens: 4 }), never())), 'end'));
  const refusing = new WellBehavedServer(true, MODELS, { 'POST /models/load': replay('r_chat_broken') });
  const second = await connectTo(t, refusing);
  const { error } = only(await collect(second.connector.invoke(requestTo('tiny-a'), never())), 'error');
  t.match(error, { code: 'KORA_LLAMACPP_MODEL_UNUSABLE' });
});

t.test('who stops waiting for a load leaves at once, and a router goes on without him', async (t) => {
  const server = new WellBehavedServer(true, MODELS);
  server.states.set('tiny-a', 'loading');
  const { connector } = await connectTo(t, server);
  const abort = new AbortController();
  const call = collect(connector.invoke(requestTo('tiny-a'), abort.signal));
  while (server.to('/v1/models').length < 3) await new Promise(setImmediate);
  abort.abort(new Error('not wanted'));
  await t.rejects(call, { message: 'not wanted' });
  t.same(posts(server), []);
});

t.test('an unloaded model is gone when unload returns; what is not loaded stays alone', async (t) => {
  const server = new WellBehavedServer(true, MODELS);
  server.states.set('tiny-b', 'loaded');
  const { connector } = await connectTo(t, server);
  await connector.unload?.('tiny-b', never());
  t.equal(server.states.get('tiny-b'), 'unloaded');
  await connector.unload?.('tiny-a', never());
  t.same(
    server.to('/models/unload').map(({ body }) => body),
    ['{"model":"tiny-b"}'],
  );
  const stubborn = new WellBehavedServer(true, MODELS, { 'POST /models/unload': json(500, { error: 'no' }) });
  stubborn.states.set('tiny-b', 'loaded');
  const second = await connectTo(t, stubborn);
  await t.rejects(async () => second.connector.unload?.('tiny-b', never()), { code: 'KORA_LLAMACPP_PROTOCOL' });
});

t.test('a plain server keeps its model and says so', async (t) => {
  const { connector } = await connectTo(t, new WellBehavedServer(false, ['tiny.gguf']));
  await t.rejects(async () => connector.unload?.('tiny.gguf', never()), { code: 'KORA_LLAMACPP_UNLOAD_UNSUPPORTED' });
});

t.test('its list tells what is known before a model is loaded, and more afterwards', async (t) => {
  const item = (id: string, status: object) => ({ id, object: 'model', owned_by: 'llamacpp', status });
  const args = ['llama-server', '--ctx-size', '8192', '--parallel', '2'];
  const data = [
    item('org/repo-GGUF:Q4_K_M', { value: 'unloaded', args }),
    item('sleeper', { value: 'sleeping' }),
    item('on-its-way', { value: 'downloading' }),
    item('plain-name', { value: 'unloaded', args: ['-c', '0'] }),
    item('', { value: 'loaded' }),
  ];
  const server = new WellBehavedServer(true, [], { 'GET /v1/models': json(200, { data, object: 'list' }) });
  const { connector } = await connectTo(t, server);
  t.match(await connector.models(never()), [
    { model_id: 'org/repo-GGUF:Q4_K_M', quantization: 'Q4_K_M', context_tokens: 4096, loaded: false },
    { model_id: 'sleeper', quantization: null, context_tokens: null, loaded: true },
    { model_id: 'plain-name', quantization: null, context_tokens: null, loaded: false },
  ]);
  const real = new WellBehavedServer(true, MODELS);
  real.states.set('tiny-a', 'loaded');
  const second = await connectTo(t, real);
  t.match(await second.connector.models(never()), [
    { model_id: 'tiny-a', quantization: 'all F32', context_tokens: 512, size_bytes: 462_080, loaded: true },
    { model_id: 'tiny-b', quantization: null, context_tokens: 512, size_bytes: null, loaded: false },
  ]);
});
