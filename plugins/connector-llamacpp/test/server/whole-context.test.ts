import t from 'tap';
import { collect, never, only, requestTo } from '../support/calls.ts';
import { json, type Reply, replay, streamed } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

const CHAT = 'POST /v1/chat/completions';
const COUNT = 'POST /v1/chat/completions/input_tokens';
const counted = (input_tokens: number) => json(200, { input_tokens, object: 'response.input_tokens' });

t.test('a prompt of which the server used only a part is an error that says how much', async (t) => {
  // The recorded answer says that it used 21 tokens.
  const fate = async (tokens: number) => {
    const routes = { [COUNT]: counted(tokens), [CHAT]: replay('chat_stream') };
    const { connector } = await connectTo(t, new WellBehavedServer(false, ['tiny.gguf'], routes));
    return collect(connector.invoke(requestTo('tiny.gguf'), never()));
  };
  const { error } = only(await fate(500), 'error');
  t.match(error, { code: 'KORA_LLAMACPP_CONTEXT_LOST', kind: 'context_overflow', retryable: false });
  t.match(error.message, /only 21 of the prompt's 500 tokens/);
  t.same(error.details, { model_id: 'tiny.gguf', prompt_tokens: 500, kept_tokens: 21 });
  t.ok(only(await fate(21), 'end'));
  t.ok(only(await fate(22), 'end'), 'two ways of counting may differ by a token');
});

t.test('an answer that ended because the context was full is not taken for one that reached its limit', async (t) => {
  // A server that does not say how large its context is, so nothing could be refused before.
  const silent = { 'GET /props': json(200, {}) };
  const edit = (body: string) => body.replace('"completion_tokens":4', '"completion_tokens":3');
  const fate = async (routes: Record<string, Reply>, max_tokens: number) => {
    const all = { [COUNT]: counted(21), [CHAT]: streamed('chat_stream', 500, edit), ...routes };
    const { connector } = await connectTo(t, new WellBehavedServer(false, ['tiny.gguf'], all));
    return collect(connector.invoke(requestTo('tiny.gguf', { max_tokens }), never()));
  };
  const { error } = only(await fate(silent, 16), 'error');
  t.match(error, { code: 'KORA_LLAMACPP_CONTEXT_OVERFLOW', details: { prompt_tokens: 21, context_tokens: 24 } });
  t.equal(only(await fate(silent, 3), 'end').finish_reason, 'length');
  t.equal(
    only(await fate({}, 16), 'end').finish_reason,
    'length',
    'where the context has room the limit was another one',
  );
});
