import type { ReusedAnswer } from '@kora/contracts';
import { type Script, ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { backendOver, type Draft, model, operation, run, threads } from '../support/run-graph.ts';
import { graphOf, list, overList } from './support.ts';

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool);

const scripted = (script: Script, more = {}) => new ScriptedConnector({ script, ...more });
/** Says the prompt again. */
const parrot = (more = {}) => scripted(({ messages }) => turns.answer(messages.at(-1)?.content ?? ''), more);
const budget = (more: Draft = {}) => ({ max_tokens: 1_000, max_time_ms: 20_000, max_retries: 0, ...more });
const say = (more: Draft = {}) =>
  model('each', {
    ...overList(),
    budget: budget(),
    input: { messages: [{ role: 'user', content: ['#', { $from: '$index' }, ' ', { $from: '$item' }] }] },
    ...more,
  });

t.test('a model is asked once for each item, and each call is on record by itself', async (t) => {
  const connector = parrot();
  const { outcome, task, bundle, events } = await run(backend, graphOf([list(['red', 'green', 'blue']), say()]), {
    connectors: [connector],
  });
  t.same(outcome, { final_output: ['#0 red', '#1 green', '#2 blue'], error: null });
  t.equal(connector.calls.length, 3);
  const asked = events.filter(({ event_type }) => event_type === 'model.invocation.started');
  t.same(
    asked.map(({ task_id }) => task_id),
    ['each[0]', 'each[1]', 'each[2]'],
  );
  t.match(task('each[1]'), {
    status: 'success',
    attempts: [{ outcome: 'accepted' }],
    model: { connector: 'scripted' },
    stages: ['TASK_CONSTRUCTED', 'DAG_VALIDATED', 'MODEL_INVOCATION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED'],
  });
  t.match(task('each'), { status: 'success', item_count: 3, attempts: [], tokens_out: 0 });
  const spent = [0, 1, 2].reduce((sum, index) => sum + task(`each[${index}]`).tokens_out, 0);
  t.equal(task('each').budget.consumed.tokens, spent, 'the account is of all items together');
  t.match(bundle.summary, {
    model_invocation_count: 3,
    model_task_count: 1,
    tokens_out: spent,
    model_invocations_avoided: 0,
  });
});

t.test('a pointer into the index, and a place that an item does not have, fail the item', async (t) => {
  const wrong = [{ $from: '$index', pointer: '/x' }];
  const missing = [{ $from: '$item', pointer: '/name' }];
  for (const [content, from] of [
    [wrong, '$index/x'],
    [missing, '$item[0]/name'],
  ] as const) {
    const { outcome } = await run(
      backend,
      graphOf([list([{}]), say({ input: { messages: [{ role: 'user', content }] } })]),
      {
        connectors: [parrot()],
      },
    );
    t.match(outcome.error, {
      message: new RegExp(`refers to ${from.replace(/[$[\]]/g, '\\$&')}`),
      details: { code: 'KORA_TASK_MISSING_VALUE', item_index: 0 },
    });
  }
});

t.test('max_retries is of each item, and a failed one does not stop the others', async (t) => {
  const task = say({ budget: budget({ max_retries: 1 }), schema: { type: 'array' } });
  const answers = scripted((request, index) => {
    const prompt = request.messages[0]?.content ?? '';
    const again = request.messages.length > 1;
    if (prompt.includes('broken')) return turns.answer('no json');
    return again ? turns.json([index]) : turns.answer('no json either');
  });
  const finished = await run(backend, graphOf([list(['fine', 'broken', 'fine']), task]), { connectors: [answers] });
  t.match(finished.outcome.error, {
    message: /^Item 1 of task each \(\/1 in the output of list\) failed\. /,
    details: { code: 'KORA_MODEL_NOT_JSON', item_index: 1, item_path: '/1' },
  });
  t.same(
    [0, 1, 2].map((index) => finished.task(`each[${index}]`).attempts.length),
    [2, 2, 2],
  );
  t.same(
    [0, 1, 2].map((index) => finished.task(`each[${index}]`).status),
    ['success', 'failed', 'success'],
  );
  t.equal(finished.task('each').budget.consumed.retries, 0, 'the task itself tries nothing again');
});

t.test('max_tokens is of all items together, and those who come too late are not asked', async (t) => {
  const connector = scripted(() => turns.answer('ten words or so that cost a little every time'));
  const one = await run(backend, graphOf([list([1]), say()]), { connectors: [connector] });
  const each = one.task('each[0]').tokens_out;
  const asked = connector.calls.length;
  const finished = await run(
    backend,
    graphOf([list([1, 2, 3, 4]), say({ budget: budget({ max_tokens: 2 * each }) })]),
    {
      connectors: [connector],
    },
  );
  t.equal(connector.calls.length - asked, 2);
  t.match(finished.outcome.error, {
    error_type: 'BUDGET_BREACH',
    details: { code: 'KORA_BUDGET_BREACHED', item_index: 2 },
  });
  t.same(
    [0, 1, 2, 3].map((index) => finished.task(`each[${index}]`).status),
    ['success', 'success', 'failed', 'failed'],
  );
  t.match(finished.task('each').budget, { consumed: { tokens: 2 * each }, remaining: { tokens: 0 } });
  t.equal(finished.bundle.summary.budget_breaches, 2);
});

t.test('ceilings of the graph hold over items too', async (t) => {
  const graph = graphOf([list([1, 2, 3, 4]), say({ on_failure: 'skip' })], { budget: { max_model_invocations: 3 } });
  const connector = parrot();
  const { outcome, task } = await run(backend, graph, { connectors: [connector] });
  t.equal(connector.calls.length, 3);
  t.match(outcome.final_output, ['#0 1', '#1 2', '#2 3', null]);
  t.match(task('each[3]'), { status: 'skipped', stop_reason: 'BUDGET_BREACH' });
});

t.test(
  'items ask at the same time as far as the connector allows, and another task gets its turn between them',
  async (t) => {
    const wide = backendOver(pool, { calls_per_connector: 2 });
    let open = 0;
    let most = 0;
    const order: string[] = [];
    const connector = scripted(({ messages }) => {
      open++;
      most = Math.max(most, open);
      order.push(messages[0]?.content ?? '');
      return { ...turns.answer('fine'), delay_ms: 15 };
    });
    const other = model('other', { dependencies: ['list'], budget: budget() });
    const root = operation('root', 'data.echo', { value: [] }, { dependencies: ['each', 'other'] });
    const items = Array.from({ length: 12 }, (_, i) => i);
    const finished = await run(wide, graphOf([list(items), say(), other, root]), {
      connectors: [connector],
      onItem: (item) => {
        if (item.kind === 'event' && item.event.event_type === 'model.invocation.completed') open--;
      },
    });
    t.equal(finished.bundle.status, 'success');
    t.equal(most, 2);
    t.ok(order.indexOf('Say something.') < 6, `the other task was asked as number ${order.indexOf('Say something.')}`);
  },
);

t.test('a map that may skip items never shows more time than it had, however late a timer was', async (t) => {
  const connector = scripted(() => turns.stall('and'));
  const each = say({ on_failure: 'skip', budget: budget({ max_time_ms: 30 }) });
  const { task } = await run(backend, graphOf([list([1, 2]), each]), { connectors: [connector] });
  t.match(task('each[0]'), { status: 'skipped', stop_reason: 'TIMEOUT' });
  t.match(task('each'), { status: 'success', budget: { consumed: { time_ms: 30 }, remaining: { time_ms: 0 } } });
});

t.test('the time of a map is that of all its items, waiting included, and the rest is not asked', async (t) => {
  const connector = scripted((_, index) => (index < 2 ? turns.answer('fine') : turns.stall('and')));
  const finished = await run(
    backend,
    graphOf([list([1, 2, 3, 4, 5, 6]), say({ budget: budget({ max_time_ms: 300 }) })]),
    { connectors: [connector] },
  );
  t.equal(finished.outcome.error?.details.code, 'KORA_TASK_TIMEOUT');
  t.match(finished.task('each'), { status: 'timeout', stop_reason: 'TIMEOUT' });
  const items = [0, 1, 2, 3, 4, 5].map((index) => finished.task(`each[${index}]`));
  const asked = items.filter(({ attempts }) => attempts.length > 0);
  t.equal(asked.length, connector.calls.length);
  t.ok(connector.calls.length <= 3, 'the third call never ends, and nobody asks after it');
  for (const { status, attempts } of items)
    t.equal(status, attempts.at(-1)?.outcome === 'accepted' ? 'success' : 'timeout');
});

t.test('a cancelled run closes the call of the item at hand, and asks no other', async (t) => {
  const connector = scripted((_, index) => (index < 1 ? turns.answer('fine') : turns.stall('and')));
  const controller = new AbortController();
  const finished = await run(backend, graphOf([list([1, 2, 3, 4]), say({ budget: budget({ max_time_ms: 60_000 }) })]), {
    connectors: [connector],
    signal: controller.signal,
    onItem: (item) => {
      if (item.kind === 'delta' && item.delta.task_id === 'each[1]') controller.abort(new Error('cancelled'));
    },
  });
  t.equal(finished.bundle.status, 'cancelled');
  t.same(
    ['list', 'each[0]', 'each[1]', 'each[2]', 'each[3]', 'each'].map((id) => finished.task(id).status),
    ['success', 'success', 'cancelled', 'cancelled', 'cancelled', 'cancelled'],
  );
  t.notOk(connector.calls.some(({ outcome }) => outcome === 'running'));
});

t.test('a run that is out of time fails its map for that reason', async (t) => {
  const connector = scripted((_, index) => (index < 1 ? turns.answer('fine') : turns.stall('and')));
  const graph = graphOf([list([1, 2, 3]), say({ budget: budget({ max_time_ms: 60_000 }) })], {
    budget: { max_total_time_ms: 300 },
  });
  const { outcome, task } = await run(backend, graph, { connectors: [connector] });
  t.equal(outcome.error?.details.code, 'KORA_RUN_TIME_EXHAUSTED');
  t.match(task('each'), { status: 'failed', stop_reason: 'BUDGET_BREACH' });
});

t.test('each item has a reuse of its own, also of an equal item before it', async (t) => {
  const fresh = backendOver(pool);
  const connector = scripted((_, index) => turns.answer(`answer ${index}`));
  const reuse = { max_age_s: 60 };
  const input = { messages: [{ role: 'user', content: ['Say ', { $from: '$item' }] }] };
  const ask = (items: readonly string[], more = {}) =>
    run(fresh, graphOf([list(items), say({ reuse, input })]), { connectors: [connector], ...more });
  const first = await ask(['a', 'b', 'a']);
  t.same(first.outcome.final_output, ['answer 0', 'answer 1', 'answer 0']);
  t.match(first.task('each[2]').reused_from, { task_id: 'each[0]' });
  const second = await ask(['b', 'c']);
  t.same(second.outcome.final_output, ['answer 1', 'answer 2']);
  t.match(second.bundle.summary, { model_invocation_count: 1, model_invocations_avoided: 1 });
  const given: ReusedAnswer = { value: 'recorded', run_id: 'run-of-old', task_id: 'x[7]', age_ms: 5 };
  const recorded = { reused: new Map([['each[1]', given]]), resting: new Map(), retried: new Set<string>() };
  const replayed = await ask(['b', 'c'], { recorded });
  t.same(replayed.outcome.final_output, ['answer 3', 'recorded'], 'a replay goes by item');
});

t.test('an item goes where the graph declares, within the tokens of all', async (t) => {
  const connector = scripted(
    ({ model_id, messages }) =>
      model_id === 'small' && messages[0]?.content.includes('hard') ? turns.empty() : turns.answer(model_id),
    { models: ['small', 'large'] },
  );
  const task = say({
    routing: { model: 'small' },
    on_failure: { escalate: [{ model: 'large' }] },
    budget: budget({ max_retries: 1 }),
  });
  const { outcome } = await run(backend, graphOf([list(['easy', 'hard', 'easy']), task]), { connectors: [connector] });
  t.same(outcome.final_output, ['small', 'large', 'small']);
});
