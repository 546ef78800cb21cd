import t from 'tap';
import { ask, CHAT_PATH, LIST, MODEL, never, only, serve } from '../support/calls.ts';
import { EMBEDDING, instance, LEGACY_EMBEDDING, legacyModel, nativeModel, openAiList } from '../support/lists.ts';
import { unexpected } from '../support/lm-studio-server.ts';
import { json, plain } from '../support/replies.ts';

const LEGACY = 'GET /api/v0/models';
const OPENAI = 'GET /v1/models';

t.test('lists what is installed with everything that LM Studio says', async (t) => {
  const { server, connector } = await serve(t, {
    [LIST]: json(200, {
      models: [nativeModel(MODEL), nativeModel('big', { loaded_instances: [], quantization: null }), EMBEDDING],
    }),
  });
  t.same(await connector.models(never()), [
    {
      model_id: MODEL,
      connector: 'lmstudio',
      digest: null,
      quantization: 'Q4_K_M',
      context_tokens: 4096,
      size_bytes: 2_497_280_256,
      required_vram_mb: null,
      loaded: true,
      remote: false,
    },
    {
      model_id: 'big',
      connector: 'lmstudio',
      digest: null,
      quantization: null,
      context_tokens: 262_144,
      size_bytes: 2_497_280_256,
      required_vram_mb: null,
      loaded: false,
      remote: false,
    },
  ]);
  t.same(
    server.requests.map(({ method, path }) => `${method} ${path}`),
    [LIST],
  );
});

t.test('of several instances the smallest context counts, of none the configured one', async (t) => {
  const loaded_instances = [instance(MODEL, 8192), instance(`${MODEL}:2`, 2048)];
  const models = [nativeModel(MODEL, { loaded_instances }), nativeModel('cold', { loaded_instances: [] })];
  const { connector } = await serve(t, { [LIST]: json(200, { models }) }, { context_tokens: 16_384 });
  t.match(await connector.models(never()), [{ context_tokens: 2048 }, { context_tokens: 16_384, loaded: false }]);
});

t.test('an older LM Studio says 200 to paths that it does not have, and is asked by its older lists', async (t) => {
  const models = [
    legacyModel('a'),
    legacyModel('b', { state: 'not-loaded', loaded_context_length: 0 }),
    LEGACY_EMBEDDING,
  ];
  const legacy = await serve(t, { [LIST]: unexpected, [LEGACY]: json(200, { object: 'list', data: models }) });
  t.match(await legacy.connector.models(never()), [
    { model_id: 'a', context_tokens: 4096, loaded: true, quantization: 'Q4_K_M', size_bytes: null },
    { model_id: 'b', context_tokens: 131_072, loaded: false },
  ]);
  const oldest = await serve(t, {
    [LIST]: unexpected,
    [OPENAI]: json(200, openAiList('liquid/lfm2-1.2b', 'text-embedding-nomic-embed-text-v1.5')),
  });
  const listed = await oldest.connector.models(never());
  t.match(listed, [{ model_id: 'liquid/lfm2-1.2b', context_tokens: null, loaded: false }]);
  t.equal(listed.length, 1, 'the embedding model is left out');
  t.same(
    oldest.server.requests.map(({ path }) => path),
    ['/api/v1/models', '/api/v0/models', '/v1/models'],
  );
});

t.test('what is not on the list is not asked for: LM Studio might answer with another model', async (t) => {
  const { server, connector } = await serve(t, { [LIST]: json(200, { models: [nativeModel('other'), EMBEDDING] }) });
  for (const model_id of [MODEL, EMBEDDING.key as string]) {
    const { error } = only(await ask(connector, { model_id }), 'error');
    t.match(error, { kind: 'model_not_found', code: 'KORA_LMSTUDIO_MODEL_NOT_FOUND', retryable: false });
  }
  t.same(server.to(CHAT_PATH), []);
});

t.test('a variant and an instance are names of a model, too', async (t) => {
  const { server, connector } = await serve(t);
  for (const model_id of [MODEL, `${MODEL}@q4_k_m`, `${MODEL}:2`]) {
    only(await ask(connector, { model_id }), 'end');
    t.equal(server.to(CHAT_PATH).at(-1)?.body.model, model_id);
  }
});

t.test('a model on another machine of LM Link is marked, and refused until its device is listed', async (t) => {
  const at = (name: string) => ({ [name]: 'Desk-7f3a' });
  const inInstance = { loaded_instances: [{ ...instance(MODEL, 4096), ...at('device_identifier') }] };
  for (const changes of [at('device_identifier'), at('deviceIdentifier'), inInstance]) {
    const routes = { [LIST]: json(200, { models: [nativeModel(MODEL, changes)] }) };
    const { server, connector } = await serve(t, routes);
    t.match(await connector.models(never()), [{ remote: true }]);
    const { error } = only(await ask(connector), 'error');
    t.match(error, { kind: 'refused', code: 'KORA_LMSTUDIO_REMOTE_MODEL', message: /Desk-7f3a/ });
    t.same(server.to(CHAT_PATH), [], 'the prompt stayed here');
    const allowed = await serve(t, routes, { allowed_hosts: ['desk-7f3a'] });
    only(await ask(allowed.connector), 'end');
    t.match(await allowed.connector.models(never()), [{ remote: true }]);
  }
  const local = nativeModel(MODEL, { device_identifier: null });
  const { connector } = await serve(t, { [LIST]: json(200, { models: [local] }) });
  t.match(await connector.models(never()), [{ remote: false }], 'null is this machine');
});

t.test('what is not a list of LM Studio is not read as one', async (t) => {
  const foreign = {
    'llama-server': json(404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }),
    Ollama: plain(404, '404 page not found'),
    'a web page with 200': plain(200, '<html></html>'),
    'models of Ollama': json(200, { models: [{ name: 'llama3', model: 'llama3', digest: 'abc' }] }),
    'models without type': json(200, { models: [{ key: 'x' }] }),
    'no models': json(200, { models: 'none' }),
    'a list of llama-server': json(200, { object: 'list', data: [{ id: 'x', owned_by: 'llamacpp' }] }),
    'an error with 200': json(200, { error: 'something of its own' }),
  };
  for (const [name, reply] of Object.entries(foreign)) {
    const { server, connector } = await serve(t, { [LIST]: reply });
    await t.rejects(connector.models(never()), { code: 'KORA_LMSTUDIO_NOT_LMSTUDIO' }, name);
    t.match(only(await ask(connector), 'error').error, { code: 'KORA_LMSTUDIO_NOT_LMSTUDIO', kind: 'protocol' });
    t.ok(
      server.requests.every(({ path }) => path === '/api/v1/models'),
      'a stranger is asked nothing else',
    );
  }
});

t.test('what calls itself LM Studio and has no list at all is too old', async (t) => {
  const { connector } = await serve(t, { [LIST]: unexpected });
  await t.rejects(connector.models(never()), { code: 'KORA_LMSTUDIO_TOO_OLD' });
  const strange = { object: 'list', data: [{ id: 'x', owned_by: 'library' }] };
  const other = await serve(t, { [LIST]: unexpected, [OPENAI]: json(200, strange) });
  await t.rejects(other.connector.models(never()), { code: 'KORA_LMSTUDIO_NOT_LMSTUDIO' });
});
