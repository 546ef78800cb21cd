import type { PullEvent } from '@kora/contracts';
import t from 'tap';
import { ask, CHAT, CHAT_PATH, LIST, LOAD, MODEL, never, only, serve, textOf } from '../support/calls.ts';
import { instance, legacyModel, nativeModel } from '../support/lists.ts';
import { type Reply, unexpected } from '../support/lm-studio-server.ts';
import { answer, inOrder, json, later, silence, stream } from '../support/replies.ts';

const UNLOAD = 'POST /api/v1/models/unload';
const PULL = 'POST /api/v1/models/download';
const STATUS = 'GET /api/v1/models/download/status/job_1';
const cold = { [LIST]: json(200, { models: [nativeModel(MODEL, { loaded_instances: [] })] }) };
const loaded = (id: string, context_length: number) =>
  json(200, {
    type: 'llm',
    instance_id: id,
    load_time_seconds: 9.099,
    status: 'loaded',
    load_config: { context_length },
  });

t.test('with a configured context a model is loaded with it, and that instance is asked', async (t) => {
  const other = stream(answer('Hello').replaceAll(`"model":"${MODEL}"`, '"model":"my-instance"'));
  const { server, connector, log } = await serve(
    t,
    { ...cold, [LOAD]: later(50, loaded('my-instance', 8192)), [CHAT]: other },
    { context_tokens: 8192 },
  );
  t.equal(textOf(await ask(connector)), 'Hello');
  t.same(server.to('/api/v1/models/load')[0]?.body, { model: MODEL, context_length: 8192, echo_load_config: true });
  t.equal(server.to(CHAT_PATH)[0]?.body.model, 'my-instance');
  t.match(log.lines, [{ message: 'model loaded', fields: { model_id: MODEL, context_tokens: 8192 } }]);
});

t.test('the context that a load really gave is the one that counts', async (t) => {
  const { server, connector } = await serve(t, { ...cold, [LOAD]: loaded(MODEL, 1024) }, { context_tokens: 8192 });
  const messages = [{ role: 'user' as const, content: 'word '.repeat(1020) }];
  const { error } = only(await ask(connector, { messages }), 'error');
  t.match(error, { code: 'KORA_LMSTUDIO_CONTEXT_OVERFLOW', details: { context_tokens: 1024 } });
  t.same(server.to(CHAT_PATH), []);
});

t.test('what is loaded, or has no context configured, is not loaded again', async (t) => {
  const warm = await serve(t, {}, { context_tokens: 8192 });
  only(await ask(warm.connector), 'end');
  const onDemand = await serve(t, cold);
  only(await ask(onDemand.connector), 'end');
  for (const { server } of [warm, onDemand]) t.same(server.to('/api/v1/models/load'), []);
});

t.test('calls at the same time load a model once', async (t) => {
  let instances: readonly ReturnType<typeof instance>[] = [];
  const list: Reply = (response, request) =>
    json(200, { models: [nativeModel(MODEL, { loaded_instances: instances })] })(response, request);
  const load: Reply = async (response, request) => {
    await later(50, loaded(MODEL, 2048))(response, request);
    instances = [...instances, instance(MODEL, 2048)];
  };
  const { server, connector } = await serve(t, { [LIST]: list, [LOAD]: load }, { context_tokens: 2048 });
  const gone = new AbortController();
  const calls = [ask(connector), ask(connector), ask(connector)];
  const left = ask(connector, {}, gone.signal);
  while (server.to('/api/v1/models/load').length === 0) await new Promise(setImmediate);
  gone.abort(new Error('not wanted'));
  await t.rejects(left, { message: 'not wanted' });
  for (const events of await Promise.all(calls)) only(events, 'end');
  t.equal(server.to('/api/v1/models/load').length, 1);
});

t.test('a load that fails says why', async (t) => {
  const message =
    'Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 40 GB of memory.';
  const faults: readonly [Reply, string][] = [
    [json(500, { error: { type: 'internal_error', message } }), 'KORA_LMSTUDIO_OUT_OF_MEMORY'],
    [json(500, { error: { type: 'model_load_failed', message: 'x' } }), 'KORA_LMSTUDIO_MODEL_UNUSABLE'],
    [json(200, { instance_id: MODEL, status: 'failed' }), 'KORA_LMSTUDIO_MODEL_UNUSABLE'],
    [json(200, {}), 'KORA_LMSTUDIO_PROTOCOL'],
    [unexpected, 'KORA_LMSTUDIO_TOO_OLD'],
  ];
  for (const [reply, code] of faults) {
    const { server, connector } = await serve(t, { ...cold, [LOAD]: reply }, { context_tokens: 8192 });
    t.equal(only(await ask(connector), 'error').error.code, code);
    t.same(server.to(CHAT_PATH), []);
  }
});

t.test('unloads every instance of a model, and leaves alone what is not loaded', async (t) => {
  const loaded_instances = [instance(MODEL, 4096), instance(`${MODEL}:2`, 4096)];
  const models = [nativeModel(MODEL, { loaded_instances }), nativeModel('cold', { loaded_instances: [] })];
  const echo: Reply = (response, request) => json(200, { instance_id: request.body.instance_id })(response, request);
  const { server, connector } = await serve(t, { [LIST]: json(200, { models }), [UNLOAD]: echo });
  await connector.unload(MODEL, never());
  await connector.unload('cold', never());
  t.same(
    server.to('/api/v1/models/unload').map(({ body }) => body),
    [{ instance_id: MODEL }, { instance_id: `${MODEL}:2` }],
  );
  await t.rejects(connector.unload('none', never()), { code: 'KORA_LMSTUDIO_MODEL_NOT_FOUND' });
});

t.test('an unload that did not happen is an error, whatever its status', async (t) => {
  for (const [reply, code] of [
    [unexpected, 'KORA_LMSTUDIO_TOO_OLD'],
    [json(200, { instance_id: 'another' }), 'KORA_LMSTUDIO_PROTOCOL'],
    [json(200, {}), 'KORA_LMSTUDIO_PROTOCOL'],
  ] as const) {
    const { connector } = await serve(t, { [UNLOAD]: reply });
    await t.rejects(connector.unload(MODEL, never()), { code });
  }
  const old = await serve(t, {
    [LIST]: unexpected,
    'GET /api/v0/models': json(200, { object: 'list', data: [legacyModel(MODEL)] }),
  });
  await t.rejects(old.connector.unload(MODEL, never()), { code: 'KORA_LMSTUDIO_TOO_OLD' });
  t.ok(old.server.requests.every(({ method }) => method === 'GET'));
});

const job = (status: string, downloaded_bytes?: number, total_size_bytes?: number) =>
  json(200, { job_id: 'job_1', status, downloaded_bytes, total_size_bytes, started_at: '2026-04-29T15:33:23.496Z' });

t.test('a pull tells progress that never goes backwards, and ends when it is complete', async (t) => {
  const { server, connector } = await serve(t, {
    [PULL]: job('downloading', 10, 1000),
    [STATUS]: inOrder(
      job('downloading', 500, 1000),
      job('downloading', 200, 1000),
      job('paused', 500),
      job('downloading', 5000, 1000),
      job('completed', 900, 1000),
    ),
  });
  const told: readonly PullEvent[] = await Array.fromAsync(connector.pull('qwen/qwen3-4b-2507', never()));
  t.same(server.to('/api/v1/models/download')[0]?.body, { model: 'qwen/qwen3-4b-2507' });
  t.same(
    told.map(({ status, completed_bytes, total_bytes }) => [status, completed_bytes, total_bytes]),
    [
      ['downloading', 10, 1000],
      ['downloading', 500, 1000],
      ['paused', 500, 1000],
      ['downloading', 1000, 1000],
      ['completed', 1000, 1000],
    ],
  );
});

t.test('a link of Hugging Face may name a quantization', async (t) => {
  const { server, connector } = await serve(t, { [PULL]: json(200, { status: 'already_downloaded' }) });
  const link = 'https://huggingface.co/lmstudio-community/gpt-oss-20b-GGUF';
  t.same(await Array.fromAsync(connector.pull(`${link}@Q4_K_M`, never())), [
    { status: 'already_downloaded', completed_bytes: 0, total_bytes: null },
  ]);
  t.same(server.to('/api/v1/models/download')[0]?.body, { model: link, quantization: 'Q4_K_M' });
});

t.test('a pull that fails says why', async (t) => {
  const unknown = { error: { type: 'model_not_found', message: 'no such model in the catalog' } };
  const lost = { error: { type: 'job_not_found', message: 'no such job' } };
  const faults: readonly [Record<string, Reply>, string, RegExp][] = [
    [{ [PULL]: json(404, unknown) }, 'KORA_LMSTUDIO_PULL_FAILED', /no such model in the catalog/],
    [{ [PULL]: json(200, unknown) }, 'KORA_LMSTUDIO_PULL_FAILED', /no such model in the catalog/],
    [{ [PULL]: job('downloading', 1, 9), [STATUS]: job('failed') }, 'KORA_LMSTUDIO_PULL_FAILED', /download failed/],
    [{ [PULL]: job('downloading', 1, 9), [STATUS]: json(404, lost) }, 'KORA_LMSTUDIO_PULL_FAILED', /no such job/],
    [{ [PULL]: unexpected }, 'KORA_LMSTUDIO_TOO_OLD', /Update/],
    [{ [PULL]: json(401, { error: { code: 'invalid_api_key', message: 'x' } }) }, 'KORA_LMSTUDIO_REFUSED', /api_token/],
    [{ [PULL]: json(200, { job_id: 'job_1', status: 'thinking' }) }, 'KORA_LMSTUDIO_PROTOCOL', /known state/],
    [{ [PULL]: json(200, { job_id: '../../load', status: 'downloading' }) }, 'KORA_LMSTUDIO_PROTOCOL', /without a job/],
    [{ [PULL]: json(200, []) }, 'KORA_LMSTUDIO_PROTOCOL', /known state/],
  ];
  for (const [routes, code, message] of faults) {
    const { connector } = await serve(t, routes);
    await t.rejects(Array.fromAsync(connector.pull('m', never())), { code, message });
  }
});

t.test('whoever stops watching a pull is let go at once', async (t) => {
  for (const status of [job('downloading', 2, 9), silence]) {
    const { server, connector } = await serve(t, { [PULL]: job('downloading', 1, 9), [STATUS]: status });
    const stop = new AbortController();
    const watching = Array.fromAsync(connector.pull('m', stop.signal));
    while (server.to('/api/v1/models/download/status/job_1').length === 0) await new Promise(setImmediate);
    stop.abort(new Error('enough'));
    await t.rejects(watching, { message: 'enough' });
  }
});
