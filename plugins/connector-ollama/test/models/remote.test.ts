import t, { type Test } from 'tap';
import { type Bench, serve } from '../support/bench.ts';
import { never, only, rejectionOf, requestTo } from '../support/calls.ts';
import { CLOUD_STUB, MODEL, oldTag, tag } from '../support/ollama-bodies.ts';
import { json } from '../support/replies.ts';

const LISTED = [CLOUD_STUB, tag('kimi:cloud'), tag('mine', { remote_model: 'x' }), tag()];
const tags = { 'GET /api/tags': json(200, { models: LISTED }) };
const STUBS = ['gpt-oss:120b-cloud', 'kimi:cloud', 'mine'];

const invoke = async ({ connector }: Bench, model_id: string) =>
  Array.fromAsync(connector.invoke(requestTo(model_id, { messages: [{ role: 'user', content: 'secret' }] }), never()));

t.test('models of the cloud are listed as remote, and nothing is asked about them', async (t) => {
  const stub = { ...oldTag('old:cloud'), remote_model: 'x', remote_host: 'https://ollama.com:443' };
  const { server, connector } = await serve(t, { 'GET /api/tags': json(200, { models: [...LISTED, stub] }) });
  const models = await connector.models(never());
  t.same(
    models.filter(({ remote }) => remote).map(({ model_id }) => model_id),
    [...STUBS, 'old:cloud'],
  );
  t.ok(
    models.every(({ remote, remote_allowed }) => (remote ? remote_allowed === false : remote_allowed === undefined)),
  );
  t.equal(server.to('/api/show').length, 0, 'even that question would be passed on');
});

t.test('they are refused by everything that would send something there', async (t) => {
  const bench = await serve(t, tags);
  for (const model_id of [...STUBS, 'unlisted:cloud', 'Qwen3-Coder:480B-CLOUD']) {
    const { error } = only(await invoke(bench, model_id), 'error');
    t.match(error, { kind: 'refused', code: 'KORA_OLLAMA_REMOTE_MODEL', retryable: false }, model_id);
    t.match(error.message, 'ollama.com', 'it says where the prompt would have gone');
    for (const attempt of [
      bench.connector.embed(model_id, ['secret'], never()),
      bench.connector.unload(model_id, never()),
    ]) {
      t.equal((await rejectionOf(attempt)).code, 'KORA_OLLAMA_REMOTE_MODEL');
    }
  }
  const pull = Array.fromAsync(bench.connector.pull('qwen3-coder:480b-cloud', never()));
  t.equal((await rejectionOf(pull)).code, 'KORA_OLLAMA_REMOTE_MODEL');
  t.ok(
    bench.server.requests.every(({ method, path, text }) => method === 'GET' && path === '/api/tags' && text === ''),
  );
});

t.test('a remote host that is not the cloud is told by its own name, and allowed by it', async (t) => {
  const stub = { 'GET /api/tags': json(200, { models: [tag('shared', { remote_host: 'http://10.0.0.5:11434' })] }) };
  const refused = only(await invoke(await serve(t, stub, { allowed_hosts: ['ollama.com'] }), 'shared'), 'error');
  t.match(refused.error, { kind: 'refused', message: '10.0.0.5' });
  const allowed = await serve(t, stub, { allowed_hosts: ['10.0.0.5'] });
  t.equal(only(await invoke(allowed, 'shared'), 'end').finish_reason, 'stop');
});

t.test('a local model may have the word in its name', async (t) => {
  const bench = await serve(t, { 'GET /api/tags': json(200, { models: [tag('cloud-watcher:7b')] }) });
  t.equal(only(await invoke(bench, 'cloud-watcher:7b'), 'end').finish_reason, 'stop');
});

t.test('a user who allows the host gets its models, still listed as remote', async (t) => {
  const bench = await serve(t, tags, { allowed_hosts: ['ollama.com'] });
  t.equal(only(await invoke(bench, 'gpt-oss:120b-cloud'), 'end').finish_reason, 'stop');
  t.match(bench.server.bodyTo('/api/chat'), { model: 'gpt-oss:120b-cloud', truncate: false });
  const models = await bench.connector.models(never());
  t.match(
    models.find(({ model_id }) => model_id === 'kimi:cloud'),
    { remote: true, remote_allowed: true },
  );
});

const refusesHost = async (t: Test, base_url: string) => {
  const { server, connector } = await serve(t, {}, { base_url });
  const events = await Array.fromAsync(connector.invoke(requestTo(MODEL), never()));
  t.match(only(events, 'error').error, { kind: 'refused', code: 'KORA_OLLAMA_NOT_LOCAL' }, base_url);
  t.match(await connector.health(never()), { status: 'failed' });
  t.equal((await rejectionOf(connector.models(never()))).code, 'KORA_OLLAMA_NOT_LOCAL');
  t.same(server.requests, []);
};

t.test('a server elsewhere is refused before anything is sent', async (t) => {
  for (const url of [
    'http://192.168.1.20:11434',
    'http://127.0.0.1.evil.com',
    'http://user:pw@127.0.0.1',
    'file:///x',
  ]) {
    await refusesHost(t, url);
  }
});
