import t from 'tap';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { embeddedBench } from '../support/embedded-bench.ts';

const bench = await embeddedBench();
const { connector } = bench.start();
t.teardown(async () => {
  await connector.dispose();
  await bench.remove();
});

t.test('texts become vectors of length 1, in their order, and the same text the same vector', async (t) => {
  const [a, b, again] = await connector.embed('tiny', ['a lamp', 'the storm outside', 'a lamp'], never());
  for (const vector of [a, b]) t.ok(Math.abs(Math.hypot(...(vector ?? [])) - 1) < 1e-5);
  t.same(a, again);
  t.notSame(a, b);
  t.same(await connector.embed('tiny', [], never()), []);
});

t.test('a text that does not fit is refused with its numbers, and nothing is cut', async (t) => {
  const long = 'storm '.repeat(20_000);
  const problem = await connector.embed('tiny', ['a lamp', long], never()).catch((error: unknown) => error);
  t.match(problem, { code: 'KORA_LLAMACPP_CONTEXT_OVERFLOW', details: { model_id: 'tiny', max_tokens: 0 } });
});

t.test('an abort ends it, and the model serves the next call', async (t) => {
  const reason = new Error('enough');
  await t.rejects(connector.embed('tiny', ['a lamp'], AbortSignal.abort(reason)), reason);
  const stop = new AbortController();
  const texts = Array.from({ length: 5000 }, (_, i) => `text ${i}`);
  const embedding = connector.embed('tiny', texts, stop.signal);
  setTimeout(() => stop.abort(reason), 50);
  await t.rejects(embedding, reason);
  t.ok(only(await collect(connector.invoke(requestTo('tiny'), never())), 'end'));
});

t.test('top_p keeps to the likeliest tokens, whatever the temperature', async (t) => {
  const ask = (parameters: object) => collect(connector.invoke(requestTo('tiny', { parameters }), never()));
  const greedy = textOf(await ask({ temperature: 0 }));
  for (const seed of [1, 2]) t.equal(textOf(await ask({ temperature: 2, top_p: 0.000_001, seed })), greedy);
  t.not(textOf(await ask({ temperature: 2, top_p: 1, seed: 1 })), greedy);
});
