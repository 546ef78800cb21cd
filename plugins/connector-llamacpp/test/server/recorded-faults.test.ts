import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { json, ReplayServer, type Reply, replay, streamed } from '../support/replay-server.ts';

const READY: Readonly<Record<string, Reply>> = {
  'GET /health': replay('k_health'),
  'GET /props': replay('props'),
  'GET /v1/models': replay('models'),
  // As many as the recorded answers say that they read.
  'POST /v1/chat/completions/input_tokens': json(200, { input_tokens: 21, object: 'response.input_tokens' }),
};

/** A runtime whose server gives these answers, one after the other, to calls of the model. */
async function answering(t: Test, ...replies: readonly Reply[]) {
  const left = [...replies];
  const chat: Reply = (socket, request) => left.shift()?.(socket, request);
  const server = new ReplayServer({ ...READY, 'POST /v1/chat/completions': chat });
  const server_url = await server.listen();
  t.teardown(() => server.close());
  const runtime = new ServerRuntime(server_url, decodeConfig({ server_url }), { fetch });
  return { server, ask: (model = 'tiny.gguf') => collect(runtime.invoke(requestTo(model), never())) };
}

/** Everything that a real server was heard to refuse, by the name of its recording. */
const RECORDED: Readonly<Record<string, string>> = {
  badgrammar: 'KORA_LLAMACPP_BAD_REQUEST',
  badjson: 'KORA_LLAMACPP_BAD_REQUEST',
  badref: 'KORA_LLAMACPP_BAD_REQUEST',
  badrf: 'KORA_LLAMACPP_BAD_REQUEST',
  badrole: 'KORA_LLAMACPP_BAD_REQUEST',
  badschema: 'KORA_LLAMACPP_BAD_REQUEST',
  badtype: 'KORA_LLAMACPP_BAD_REQUEST',
  emptybody: 'KORA_LLAMACPP_BAD_REQUEST',
  image: 'KORA_LLAMACPP_BAD_REQUEST',
  nomessages: 'KORA_LLAMACPP_BAD_REQUEST',
  r_chat_nomodel: 'KORA_LLAMACPP_BAD_REQUEST',
  badpattern: 'KORA_LLAMACPP_PROTOCOL',
  exact: 'KORA_LLAMACPP_CONTEXT_OVERFLOW',
  k_models_bad: 'KORA_LLAMACPP_REFUSED',
  health_loading_then_ok: 'KORA_LLAMACPP_LOADING',
  r_chat_badmodel: 'KORA_LLAMACPP_MODEL_NOT_FOUND',
  r_chat_broken: 'KORA_LLAMACPP_MODEL_UNUSABLE',
};

t.test(
  'what a real server was heard to refuse has its name, whatever its status and the order of its keys',
  async (t) => {
    for (const [name, code] of Object.entries(RECORDED)) {
      const { ask } = await answering(t, replay(name));
      await t.rejects(ask(), { code }, name);
    }
  },
);

t.test('a server of one model, which answers to any name, is asked under its own only', async (t) => {
  const { server, ask } = await answering(t, replay('chat_stream'), replay('chat_stream'));
  await t.rejects(ask('another.gguf'), { code: 'KORA_LLAMACPP_MODEL_NOT_FOUND' });
  t.notOk(server.requests.some(({ method }) => method === 'POST'));
  t.ok(only(await ask(), 'end'));
});

t.test('a server closes the connection after an error, and the next call has another one', async (t) => {
  const closing: Reply = (socket, request) => {
    void replay('badschema')(socket, request);
    socket.end();
  };
  const { server, ask } = await answering(t, closing, closing, replay('chat_stream'));
  for (let call = 0; call < 2; call += 1) await t.rejects(ask(), { code: 'KORA_LLAMACPP_BAD_REQUEST' });
  t.equal(only(await ask(), 'end').finish_reason, 'length');
  t.equal(server.requests.filter(({ path }) => path === '/v1/chat/completions').length, 3);
});

t.test('thinking that took every token leaves an empty answer, which ended for its length', async (t) => {
  const thinking = (body: string) => body.replaceAll('"delta":{"content":', '"delta":{"reasoning_content":');
  const { ask } = await answering(t, streamed('chat_stream', 200, thinking));
  const events = await ask();
  t.equal(textOf(events), '');
  t.equal(events.filter(({ type }) => type === 'thinking').length, 4);
  t.match(only(events, 'end'), { finish_reason: 'length', usage: { tokens_out: 4, source: 'reported' } });
});
