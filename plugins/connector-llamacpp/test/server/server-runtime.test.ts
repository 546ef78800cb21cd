import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '@kora/contracts';
import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { recording } from '../support/recording.ts';
import {
  beginning,
  json,
  later,
  ReplayServer,
  type Reply,
  replay,
  replayWire,
  silence,
  streamed,
} from '../support/replay-server.ts';

const CHAT = 'POST /v1/chat/completions';
const COUNT = 'POST /v1/chat/completions/input_tokens';
const READY: Readonly<Record<string, Reply>> = {
  'GET /health': replay('k_health'),
  'GET /props': replay('props'),
  'GET /v1/models': replay('models'),
  // The recorded count is that of another prompt than the recorded answer.
  [COUNT]: json(200, { input_tokens: 21, object: 'response.input_tokens' }),
  [CHAT]: replay('chat_stream'),
};

async function serve(t: Test, routes: Readonly<Record<string, Reply>>, config: Record<string, Json> = {}) {
  const server = new ReplayServer({ ...READY, ...routes });
  const server_url = await server.listen();
  t.teardown(() => server.close());
  const runtime = new ServerRuntime(server_url, decodeConfig({ server_url, ...config }), { fetch });
  return { server, server_url, connector: new LlamaCppConnector({ runtimes: [runtime] }) };
}

const ask = (connector: LlamaCppConnector, changes: Parameters<typeof requestTo>[1] = {}) =>
  collect(connector.invoke(requestTo('tiny.gguf', changes), never()));

t.test('sends what it says and nothing else, and makes events of what comes back', async (t) => {
  const { server, connector } = await serve(t, {}, { server_api_key: 'secret-key' });
  const events = await ask(connector, { parameters: { temperature: 0.5, seed: 9, stop: ['END'] }, max_tokens: 4 });
  const [request] = server.to('/v1/chat/completions').filter(({ path }) => !path.endsWith('input_tokens'));
  t.same(JSON.parse(request?.body ?? ''), {
    model: 'tiny.gguf',
    messages: [{ role: 'user', content: 'hello' }],
    max_tokens: 4,
    temperature: 0.5,
    top_p: 0.95,
    top_k: 40,
    min_p: 0.05,
    repeat_penalty: 1,
    seed: 9,
    stop: ['END'],
    cache_prompt: false,
    stream: true,
    stream_options: { include_usage: true },
  });
  t.match(request?.headers, { authorization: 'Bearer secret-key', 'content-type': 'application/json' });
  t.notOk(server.requests.some(({ headers }) => 'x-conversation-id' in headers));
  t.same(events, [
    {
      type: 'start',
      model_id: 'tiny.gguf',
      digest: null,
      structured_output: 'none',
      tokens_in: 21,
      seed: 9,
      parameters: { temperature: 0.5, top_p: 0.95, seed: 9, stop: ['END'] },
      warnings: [],
    },
    { type: 'delta', text: '\u001a' },
    { type: 'delta', text: 'C' },
    { type: 'delta', text: '\u001a' },
    { type: 'delta', text: '\u001a' },
    { type: 'end', finish_reason: 'length', usage: { tokens_in: 21, tokens_out: 4, source: 'reported' } },
  ]);
});

t.test('reads the same from any split of the bytes, joined events and pings in between', async (t) => {
  const pings = (body: string) => body.replaceAll('\n\n', '\n\n:\n\n');
  const chats: Record<string, Reply> = {
    wire: replayWire('raw_stream'),
    bytes: streamed('chat_stream', 7),
    pinged: streamed('chat_stream', 150, pings),
    joined: streamed('chat_stream', 100_000),
  };
  for (const [name, chat] of Object.entries(chats)) {
    const { connector } = await serve(t, { [CHAT]: chat });
    const events = await ask(connector);
    t.equal(only(events, 'end').finish_reason, 'length', name);
    t.equal(textOf(events), name === 'wire' ? '\u001aC' : '\u001aC\u001a\u001a', name);
  }
});

t.test('a letter that is split between two packets stays whole', async (t) => {
  const body = recording('midstream_err').body.toString();
  const letters = [...body.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text]) => JSON.parse(`"${text}"`))
    .join('');
  const { connector } = await serve(t, { [CHAT]: streamed('midstream_err', 1) });
  t.equal(textOf(await ask(connector)), letters);
});

t.test('thinking is kept apart from the answer', async (t) => {
  const edit = (body: string) => body.replace('"delta":{"content":"C"}', '"delta":{"reasoning_content":"hm"}');
  const { connector } = await serve(t, { [CHAT]: streamed('chat_stream', 64, edit) });
  const events = await ask(connector);
  t.same(
    events.filter(({ type }) => type === 'thinking'),
    [{ type: 'thinking', text: 'hm' }],
  );
  t.equal(textOf(events), '\u001a\u001a\u001a');
});

t.test('without a usage object the timings say how many tokens there were', async (t) => {
  const { connector } = await serve(t, { [CHAT]: replay('chat_stream_nousage') });
  t.same(only(await ask(connector), 'end').usage, { tokens_in: 21, tokens_out: 3, source: 'reported' });
  const bare = await serve(t, {
    [CHAT]: streamed('chat_stream_nousage', 500, (body) => body.replace(/,"timings":\{[^}]*\}/, '')),
  });
  t.same(only(await ask(bare.connector), 'end').usage, { tokens_in: 21, tokens_out: 3, source: 'estimated' });
});

t.test('a schema goes along in the words of llama-server, and what it would ignore is named', async (t) => {
  const { server, connector } = await serve(t, { [CHAT]: replay('chat_stream_schema') });
  const schema = {
    type: 'object',
    properties: { n: { type: 'number', minimum: 0 }, o: { anyOf: [{ type: 'null' }, { type: 'string' }] } },
    required: ['n'],
  };
  const start = only(await ask(connector, { schema }), 'start');
  t.match(start, {
    structured_output: 'json_schema',
    warnings: ['/properties/n/minimum is not enforced by llama.cpp'],
  });
  const sent = () => JSON.parse(server.requests.at(-1)?.body ?? '').response_format;
  t.same(sent(), {
    type: 'json_schema',
    json_schema: {
      name: 'output',
      strict: true,
      schema: {
        type: 'object',
        properties: { n: { type: 'number' }, o: { oneOf: [{ type: 'null' }, { type: 'string' }] } },
        required: ['n'],
        additionalProperties: false,
      },
    },
  });
  t.equal(only(await ask(connector, { schema: {} }), 'start').structured_output, 'json');
  t.same(sent(), { type: 'json_object' });
});

t.test('every fault of a server has its name', async (t) => {
  const faults: Record<string, readonly [Reply, string]> = {
    'error in the stream': [replay('midstream_err'), 'KORA_LLAMACPP_PROTOCOL'],
    overflow: [replay('overflow_stream'), 'KORA_LLAMACPP_CONTEXT_OVERFLOW'],
    loading: [replay('health_loading_then_ok'), 'KORA_LLAMACPP_LOADING'],
    'wrong key': [replay('k_models_nokey'), 'KORA_LLAMACPP_REFUSED'],
    'bad schema': [replay('badschema'), 'KORA_LLAMACPP_BAD_REQUEST'],
    'bad request as 500': [replay('badrole'), 'KORA_LLAMACPP_BAD_REQUEST'],
    'empty body as 500': [replay('emptybody'), 'KORA_LLAMACPP_BAD_REQUEST'],
    'unknown model of a router': [replay('r_chat_badmodel'), 'KORA_LLAMACPP_MODEL_NOT_FOUND'],
    'model that does not load': [replay('r_chat_broken'), 'KORA_LLAMACPP_MODEL_UNUSABLE'],
    'model that is not loaded': [replay('r_noautoload'), 'KORA_LLAMACPP_LOADING'],
    'unknown route': [replay('unknown'), 'KORA_LLAMACPP_BAD_REQUEST'],
    'pool of contexts exhausted': [
      streamed(
        'chat_stream',
        99,
        (body) =>
          `${body.slice(0, body.indexOf('data: {"choices":[]'))}data: {"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}\n\n`,
      ),
      'KORA_LLAMACPP_OVERLOADED',
    ],
    'out of memory': [
      json(500, { error: { message: 'failed to allocate buffer for kv cache', type: 'server_error' } }),
      'KORA_LLAMACPP_OUT_OF_MEMORY',
    ],
    'error as text': [json(500, { error: 'oops' }), 'KORA_LLAMACPP_PROTOCOL'],
    'error as JSON in a string': [
      json(400, {
        error: JSON.stringify({
          error: { type: 'exceed_context_size_error', message: 'x', n_ctx: 9, n_prompt_tokens: 10 },
        }),
      }),
      'KORA_LLAMACPP_CONTEXT_OVERFLOW',
    ],
    'no JSON at all': [json(500, 'not an object'), 'KORA_LLAMACPP_PROTOCOL'],
    'cut stream': [beginning('chat_stream', 900, 'break'), 'KORA_LLAMACPP_TRANSPORT'],
    'stream without end marker': [
      streamed('chat_stream', 200, (body) => body.replace('data: [DONE]\n\n', '')),
      'KORA_LLAMACPP_PROTOCOL',
    ],
    'stream without finish reason': [
      streamed('chat_stream', 200, (body) => body.replace('"finish_reason":"length"', '"finish_reason":null')),
      'KORA_LLAMACPP_PROTOCOL',
    ],
    'event that is no JSON': [
      streamed('chat_stream', 200, (body) => body.replace('{"choices"', '{choices')),
      'KORA_LLAMACPP_PROTOCOL',
    ],
    redirect: [
      (socket) => void socket.write('HTTP/1.1 307 X\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n'),
      'KORA_LLAMACPP_TRANSPORT',
    ],
  };
  for (const [name, [reply, code]] of Object.entries(faults)) {
    const { connector } = await serve(t, { [CHAT]: reply });
    const { error } = only(await ask(connector), 'error');
    t.equal(error.code, code, `${name}: ${error.message}`);
    t.notMatch(error.message, /hello|"content"/, 'no prompt in the message');
  }
});

t.test('an overflow names the numbers, whether it is found before the call or by the server', async (t) => {
  const { server, connector } = await serve(t, {});
  const before = only(await ask(connector, { max_tokens: 2028 }), 'error').error;
  t.match(before, { kind: 'context_overflow', retryable: false });
  t.same(before.details, { model_id: 'tiny.gguf', prompt_tokens: 21, max_tokens: 2028, context_tokens: 2048 });
  t.notOk(
    server.requests.some(({ path }) => path === '/v1/chat/completions'),
    'nothing was asked to generate',
  );
  const late = await serve(t, { [CHAT]: replay('overflow_stream') });
  t.same(only(await ask(late.connector), 'error').error.details, {
    model_id: 'tiny.gguf',
    prompt_tokens: 5019,
    max_tokens: 16,
    context_tokens: 2048,
  });
});

t.test('a queued request waits without a byte, and starts when the server starts', async (t) => {
  const { connector } = await serve(t, { [CHAT]: later(300, replay('chat_stream')) });
  const began = performance.now();
  const seen: number[] = [];
  const types: string[] = [];
  for await (const { type } of connector.invoke(requestTo('tiny.gguf'), never())) {
    seen.push(performance.now() - began);
    types.push(type);
  }
  t.ok((seen[0] ?? 0) >= 290, 'nothing is told before');
  t.equal(types.at(-1), 'end', 'and it is waited for');
});

t.test('an abort closes the socket, in the queue and in the stream', async (t) => {
  const queued = await serve(t, { [CHAT]: silence });
  const abort = new AbortController();
  const call = collect(queued.connector.invoke(requestTo('tiny.gguf'), abort.signal));
  while (queued.server.requests.at(-1)?.path !== '/v1/chat/completions') await new Promise(setImmediate);
  abort.abort(new Error('not wanted'));
  await t.rejects(call, { message: 'not wanted' });
  await queued.server.requests.at(-1)?.closed;

  const streaming = await serve(t, { [CHAT]: beginning('chat_stream', 900, 'silence') });
  const stop = new AbortController();
  const events = [];
  for await (const event of streaming.connector.invoke(requestTo('tiny.gguf'), stop.signal)) {
    events.push(event);
    if (event.type === 'delta') stop.abort(new Error('enough'));
  }
  t.match(only(events, 'end'), { finish_reason: 'aborted', usage: { tokens_in: 21, source: 'estimated' } });
  await streaming.server.requests.at(-1)?.closed;

  const left = await serve(t, { [CHAT]: beginning('chat_stream', 900, 'silence') });
  for await (const event of left.connector.invoke(requestTo('tiny.gguf'), never())) if (event.type === 'delta') break;
  await left.server.requests.at(-1)?.closed;
  t.pass('a reader that leaves closes it too');
});

t.test('counts with one call, or through the template on an older server', async (t) => {
  const modern = await serve(t, { [COUNT]: replay('inputtok') });
  t.equal(await modern.connector.countTokens(requestTo('tiny.gguf'), never()), 32);
  const older = await serve(t, {
    [COUNT]: replay('unknown'),
    'POST /apply-template': replay('apply'),
    'POST /tokenize': replay('tokenize'),
  });
  t.equal(await older.connector.countTokens(requestTo('tiny.gguf'), never()), 12);
  t.match(JSON.parse(older.server.requests.at(-1)?.body ?? ''), {
    content: /<\|im_start\|>system\nS/,
    parse_special: true,
  });
  const broken = await serve(t, { [COUNT]: replay('unknown'), 'POST /apply-template': json(200, {}) });
  await t.rejects(broken.connector.countTokens(requestTo('tiny.gguf'), never()), { code: 'KORA_LLAMACPP_PROTOCOL' });
});

t.test('while the model loads a call says so', async (t) => {
  const everywhere = Object.fromEntries(Object.keys(READY).map((route) => [route, replay('health_loading_then_ok')]));
  const { connector } = await serve(t, everywhere);
  t.match(only(await ask(connector), 'error').error, { kind: 'loading', retryable: true });
});

t.test('lists one model of a plain server and all of a router', async (t) => {
  const plain = await serve(t, {});
  t.same(await plain.connector.models(never()), [
    {
      model_id: 'tiny.gguf',
      connector: 'llamacpp',
      digest: null,
      quantization: 'all F32',
      context_tokens: 2048,
      size_bytes: 462_080,
      required_vram_mb: null,
      loaded: true,
      remote: false,
    },
  ]);
  const router = await serve(t, { 'GET /v1/models': replay('r_models') });
  t.same(
    (await router.connector.models(never())).map((model) => [model.model_id, model.loaded]),
    [
      ['broken', false],
      ['tiny-a', false],
      ['tiny-b', false],
    ],
  );
  t.match(only(await collect(router.connector.invoke(requestTo('nope'), never())), 'error').error, {
    kind: 'model_not_found',
  });
  const foreign = await serve(t, {
    'GET /v1/models': json(200, { error: 'Unexpected endpoint or method. (GET /v1/models)' }),
  });
  t.match(only(await ask(foreign.connector), 'error').error, {
    code: 'KORA_LLAMACPP_PROTOCOL',
    message: /no llama-server/,
  });
});

t.test('an answer without end is given up', async (t) => {
  const flood =
    (text: string): Reply =>
    async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ndata: \r\n');
      const megabyte = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024, text), Buffer.from('\r\n')]);
      while (!socket.destroyed) {
        socket.write(megabyte);
        await sleep(2);
      }
    };
  const lists = await serve(t, { 'GET /v1/models': flood(' ') });
  t.match(only(await ask(lists.connector), 'error').error, { code: 'KORA_LLAMACPP_PROTOCOL', message: /without end/ });
  const events = await serve(t, { [CHAT]: flood('x') });
  t.match(only(await ask(events.connector), 'error').error, { code: 'KORA_LLAMACPP_PROTOCOL', message: /without end/ });
});

t.test('only this machine is ever asked', async (t) => {
  const asked: string[] = [];
  const http = {
    fetch: async (url: string) => {
      asked.push(url);
      return Response.json({ data: [] });
    },
  };
  for (const server_url of [
    'http://192.168.1.5:8080',
    'http://127.0.0.1.example.org',
    'http://user:pw@127.0.0.1',
    'ftp://127.0.0.1',
    'https://example.org',
    'no url',
    'http://[::2]:1',
  ]) {
    const connector = new LlamaCppConnector({
      runtimes: [new ServerRuntime(server_url, decodeConfig({ server_url }), http)],
    });
    const { error } = only(await ask(connector), 'error');
    t.match(error, { kind: 'refused', code: 'KORA_LLAMACPP_SERVER_NOT_LOCAL', retryable: false }, server_url);
    t.match(await connector.health(never()), { status: 'failed' });
  }
  t.same(asked, []);
  for (const server_url of [
    'http://localhost:1/',
    'http://127.0.0.1:1',
    'http://[::1]:1/prefix/',
    'http://2130706433:1',
    'http://0.0.0.0:1',
  ]) {
    await new LlamaCppConnector({
      runtimes: [new ServerRuntime(server_url, decodeConfig({ server_url }), http)],
    }).models(never());
  }
  t.same(asked, [
    'http://127.0.0.1:1/v1/models',
    'http://127.0.0.1:1/v1/models',
    'http://[::1]:1/prefix/v1/models',
    'http://127.0.0.1:1/v1/models',
    'http://127.0.0.1:1/v1/models',
  ]);
});
