import t from 'tap';
import { serve } from '../support/bench.ts';
import { never, only, rejectionOf, requestTo } from '../support/calls.ts';
import { MODEL, piece } from '../support/ollama-bodies.ts';
import { cut, silence } from '../support/replies.ts';

const CHAT = 'POST /api/chat';

t.test('aborting during an answer closes the connection, which is what ends the generation', async (t) => {
  const { server, connector } = await serve(t, { [CHAT]: cut([piece('a'), piece('b')], 'silence') });
  const controller = new AbortController();
  const events = [];
  for await (const event of connector.invoke(requestTo(MODEL), controller.signal)) {
    events.push(event);
    if (event.type === 'delta' && event.text === 'b') controller.abort();
  }
  t.match(only(events, 'end'), { finish_reason: 'aborted', usage: { tokens_out: 2, source: 'estimated' } });
  await server.to('/api/chat')[0]?.closed;
  t.pass('the server sees it');
});

t.test('aborting while a model loads or a request waits closes the connection too', async (t) => {
  const arrived = Promise.withResolvers<void>();
  const { server, connector } = await serve(t, { [CHAT]: () => arrived.resolve() });
  const controller = new AbortController();
  const reason = new Error('enough');
  const call = rejectionOf(Array.fromAsync(connector.invoke(requestTo(MODEL), controller.signal)));
  await arrived.promise;
  controller.abort(reason);
  t.equal(await call, reason);
  await server.to('/api/chat')[0]?.closed;
});

t.test('a reader that leaves closes the connection', async (t) => {
  const { server, connector } = await serve(t, { [CHAT]: cut([piece('a')], 'silence') });
  for await (const event of connector.invoke(requestTo(MODEL), never())) if (event.type === 'delta') break;
  await server.to('/api/chat')[0]?.closed;
  for await (const event of connector.invoke(requestTo(MODEL), never())) if (event.type === 'start') break;
  await server.to('/api/chat')[1]?.closed;
  t.equal(server.to('/api/chat').length, 2, 'also one that has read nothing yet');
});

t.test('questions that wait end with the reason of the signal, not with a fault', async (t) => {
  const { connector } = await serve(t, { 'GET /api/tags': silence, 'GET /api/version': silence });
  const questions = [
    (signal: AbortSignal) => connector.health(signal),
    (signal: AbortSignal) => connector.models(signal),
  ];
  for (const question of questions) {
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = rejectionOf(question(controller.signal));
    setTimeout(() => controller.abort(reason), 20);
    t.equal(await asked, reason);
  }
});

t.test('a connector that was stopped ends its calls and takes no more', async (t) => {
  const { server, connector } = await serve(t, { [CHAT]: cut([piece('a')], 'silence') });
  const events = [];
  for await (const event of connector.invoke(requestTo(MODEL), never())) {
    events.push(event);
    if (event.type === 'delta') await connector.dispose();
  }
  t.equal(only(events, 'end').finish_reason, 'aborted');
  await server.to('/api/chat')[0]?.closed;
  const after = await Array.fromAsync(connector.invoke(requestTo(MODEL), never()));
  t.match(only(after, 'error').error, { kind: 'not_running', code: 'KORA_OLLAMA_STOPPED', retryable: false });
  t.equal((await rejectionOf(connector.models(never()))).code, 'KORA_OLLAMA_STOPPED');
});
