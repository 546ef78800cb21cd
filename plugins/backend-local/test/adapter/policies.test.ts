import { ATTEMPT_OUTCOMES, CONNECTOR_ERROR_KINDS } from '@kora/contracts';
import t from 'tap';
import { backoffMs } from '../../src/adapter/backoff.ts';
import { withCorrection } from '../../src/adapter/correction.ts';
import { ModelSlots } from '../../src/adapter/model-slots.ts';
import { answerFormOf, parseAnswer } from '../../src/adapter/parse-answer.ts';
import { OUTCOME_OF_ERROR, RETRY_TABLE } from '../../src/adapter/retry-table.ts';

t.test('the retry table decides on every outcome and every error of a connector', (t) => {
  t.same(Object.keys(RETRY_TABLE).sort(), ATTEMPT_OUTCOMES.filter((outcome) => outcome !== 'accepted').sort());
  t.same(Object.keys(OUTCOME_OF_ERROR).sort(), [...CONNECTOR_ERROR_KINDS].sort());
  for (const outcome of ['timeout', 'refused_budget', 'cancelled'] as const) {
    t.match(RETRY_TABLE[outcome], { retry: false, escalate: false }, `${outcome} ends a task`);
  }
  t.end();
});

t.test('backoff doubles up to its limit, differs between tasks, and is the same again for the same attempt', (t) => {
  const policy = { base_ms: 100, max_ms: 400 };
  const waits = [1, 2, 3, 4].map((attempt) => backoffMs(policy, 'hash', 'task', attempt));
  for (const [index, full] of [100, 200, 400, 400].entries()) {
    t.ok((waits[index] ?? 0) >= full / 2 && (waits[index] ?? 0) <= full);
  }
  t.same(
    waits,
    [1, 2, 3, 4].map((attempt) => backoffMs(policy, 'hash', 'task', attempt)),
  );
  t.not(waits[0], backoffMs(policy, 'hash', 'other', 1));
  t.end();
});

t.test('an answer is read as what its schema asks for, and never repaired', (t) => {
  const json = answerFormOf({ type: 'object' });
  t.same(parseAnswer(' {"a":1}\n', json), { a: 1 });
  for (const bad of [
    '{"a":1} x',
    '```json\n{}\n```',
    '{"a":1}{"b":2}',
    '',
    "{'a':1}",
    '{"a":"\\ud800"}',
    '{"a":1e999}',
  ]) {
    t.equal(parseAnswer(bad, json), undefined, bad);
  }
  t.equal(parseAnswer('"quoted"', answerFormOf({ type: 'string' })), '"quoted"', 'free text is taken word for word');
  const choice = answerFormOf({ type: 'string', enum: ['a'] });
  t.equal(parseAnswer('"a"', choice), 'a');
  t.equal(parseAnswer(' a\n', choice), 'a');
  t.equal(parseAnswer(`${'['.repeat(100)}${']'.repeat(100)}`, json), undefined, 'too deep');
  t.end();
});

t.test('a correction quotes a bounded part of the answer and of what was wrong', (t) => {
  const errors = Array.from({ length: 50 }, (_, i) => ({ path: `/${i}`, keyword: 'type', message: 'must be string' }));
  const messages = withCorrection([{ role: 'user', content: 'q' }], { answer: 'x'.repeat(10_000), errors });
  t.equal(messages.length, 3);
  t.ok((messages[1]?.content.length ?? 0) < 5_000);
  t.match(messages[2]?.content, /\/7 \(type\)/);
  t.notMatch(messages[2]?.content, /\/8 \(type\)/);
  t.same(withCorrection([], null), []);
  t.end();
});

t.test('slots go to those who wait longest, and one who gives up leaves the queue', async (t) => {
  const slots = new ModelSlots(1);
  const { signal } = new AbortController();
  const release = await slots.acquire('c', signal);
  const order: string[] = [];
  const entering = (name: string) => (free: () => void) => {
    order.push(name);
    return free;
  };
  const gone = new AbortController();
  const waiting = [
    slots.acquire('c', signal).then(entering('first')),
    slots.acquire('c', gone.signal),
    slots.acquire('c', signal).then(entering('third')),
  ];
  t.equal(slots.waiting('c'), 3);
  gone.abort(new Error('gave up'));
  await t.rejects(Promise.all([waiting[1]]), { message: 'gave up' });
  t.ok(await slots.acquire('other', signal), 'another connector is free');
  release();
  release();
  (await waiting[0])?.();
  (await waiting[2])?.();
  t.same(order, ['first', 'third']);
});
