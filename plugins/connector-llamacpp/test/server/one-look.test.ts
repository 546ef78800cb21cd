import t from 'tap';
import { collect, never, only, requestTo } from '../support/calls.ts';
import { json, replay } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

t.test('a call that was listed, checked and counted for asks the server nothing twice', async (t) => {
  const server = new WellBehavedServer(false, ['tiny.gguf'], {
    'POST /v1/chat/completions/input_tokens': json(200, { input_tokens: 21 }),
    'POST /v1/chat/completions': replay('chat_stream'),
  });
  const { connector } = await connectTo(t, server);
  const request = requestTo('tiny.gguf', { schema: { type: 'object' } });
  await connector.models(never());
  t.equal(await connector.countTokens(request, never()), 21);
  await connector.checkSchema('tiny.gguf', { type: 'object' }, never());
  t.ok(only(await collect(connector.invoke({ ...request, max_tokens: 3 }, never())), 'end'));
  t.same(server.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`).sort(), [
    'GET /props',
    'GET /v1/models',
    'POST /v1/chat/completions',
    'POST /v1/chat/completions/input_tokens',
  ]);
});
