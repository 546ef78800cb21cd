import { decode, taskGraphCodec } from '@kora/contracts';
import t from 'tap';
import { plan, planned, sales } from './support/plan-request.ts';

t.test('the same request gives the same graph, which is a TaskGraph', async (t) => {
  for (const message of ['What is 2 + 2?', 'how many days until Christmas?', 'Write a poem.']) {
    const [first, second] = [await plan(message), await plan(message)];
    t.strictSame(first, second, message);
    if (first.kind === 'graph') t.equal(decode(taskGraphCodec, first.graph)._tag, 'Right', message);
  }
});

t.test('a computed message asks no model and says how many tokens that avoids', async (t) => {
  const { graph, models } = await planned('What is 15 % of 2,340 plus 12.5 km in miles?');
  t.equal(models.length, 0);
  t.ok(Number(graph.metadata?.labels?.tokens_avoided_estimated) > 5);
  t.equal(graph.tasks.find(({ id }) => id === graph.root)?.type, 'aggregation');
});

t.test('the clock is in the graph as it was in the request', async (t) => {
  const { graph } = await planned('what date is it in 90 days?');
  t.match(JSON.stringify(graph), '"value":"2026-11-21T10:15:00Z"');
});

t.test('without a model, or when none may be asked, the plan says so', async (t) => {
  t.match(await plan('Write a poem.', { model: null }), { kind: 'needs_model', message: /none is chosen/ });
  t.match(await plan('Write a poem.', { mode: 'deterministic_only' }), {
    kind: 'needs_model',
    message: /compute only/,
  });
  t.match(await plan('2 + 2', { model: null }), { kind: 'graph' });
  t.match(await plan('2 + 2', { mode: 'deterministic_only' }), { kind: 'graph' });
});

t.test('a question to the model carries the budget, the parameters and the routing of the request', async (t) => {
  const { models, graph } = await planned('Write a poem.');
  t.match(models[0], {
    schema: { type: 'string' },
    budget: { max_tokens: 512 },
    routing: { model: 'm', connector: 'c' },
    input: { parameters: { temperature: 0.5 }, messages: [{ role: 'user', content: 'Write a poem.' }] },
  });
  t.equal(models[0]?.reuse, undefined);
  t.equal(graph.root, models[0]?.id);
});

t.test('answers are taken again only when the request says so', async (t) => {
  const { models, graph } = await planned('Write a poem.', { reuse: true });
  t.match(models[0]?.reuse, { max_age_s: Number });
  t.equal(graph.kora_version, '1.1.0', 'the version that knows the field');
});

t.test('parts that stand alone are computed beside a question to the model', async (t) => {
  const { models, operations } = await planned('1. What is 17 * 23?\n2. Write a haiku about autumn');
  t.ok(operations.includes('math.evaluate'));
  t.equal(models.length, 1);
  t.match(JSON.stringify(models[0]?.input.messages), /Answer only the rest.*Write a haiku/);
  const after = await planned('What is 17 * 23? Explain how vaccines work to a child.');
  t.ok(after.operations.includes('math.evaluate') && after.models.length === 1);
});

t.test('a part that could change the meaning of another keeps all of them for the model', async (t) => {
  for (const message of [
    'What is 7 + 1? Use base 8.',
    '1. What is 7 + 1?\n2. Explain your answer',
    'Assume base 8. What is 7 + 1?',
    'What is 2 + 2? Explain it.',
  ]) {
    t.strictSame((await planned(message)).operations, [], message);
  }
});

t.test('what is pasted must be what the request is about', async (t) => {
  t.strictSame((await planned('what is 2 + 2\nmy cat is ill and I need to know more')).operations, []);
  t.ok((await planned('sort these lines\n\nb\na')).operations.includes('text.lines'));
});

t.test('a column that does not hold numbers everywhere is not averaged by a claim', async (t) => {
  const attachments = [{ name: 'a.csv', media_type: 'text/csv', text: 'city,temp\nBern,12\nBasel,warm\n' }];
  t.equal((await planned('average temp by city', { attachments })).models.length, 1);
  t.equal((await planned('average amount by region', { attachments: [sales(5)] })).models.length, 0);
  t.equal(
    (await planned('average amount by region', { attachments: [sales(5), sales(5)] })).models.length,
    1,
    'which of two?',
  );
});

t.test('the country of the locale decides about dates and measures, and nobody where it names none', async (t) => {
  const days = 'how many days between 03/04/2025 and 05/06/2025';
  t.match(JSON.stringify((await planned(days)).graph), /2025-03-04.*2025-05-06/);
  t.match(JSON.stringify((await planned(days, { locale: 'en-GB' })).graph), /2025-04-03.*2025-06-05/);
  t.equal((await planned(days, { locale: 'en' })).models.length, 1);
  t.equal((await planned('1.234 * 2', { locale: 'de-DE' })).models.length, 1, 'a thousand, or a bit more than one?');
});
