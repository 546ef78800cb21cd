import type { ConnectorError } from '@kora/contracts';
import { type Script, ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { backendOver, type Draft, freeze, model, operation, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool);

const NUMBER = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
const budget = (more: Draft = {}) => ({ max_tokens: 100, max_time_ms: 20_000, max_retries: 0, ...more });
const scripted = (script: Script, more = {}) => new ScriptedConnector({ script, ...more });
const ask = (connector: ScriptedConnector, more: Draft = {}, graph: Draft = {}) =>
  run(backend, freeze([model('ask', more)], graph), { connectors: [connector] });

t.test('an answer is accepted, counted and recorded; the call is on record before it is made', async (t) => {
  const connector = scripted([turns.thinking('hm', 'A long answer of many tokens.')]);
  let callsAtStart: number | null = null;
  const graph = freeze([model('ask')]);
  const { outcome, bundle, task, deltas, content } = await run(backend, graph, {
    connectors: [connector],
    onItem: (item) => {
      if (item.kind === 'event' && item.event.event_type === 'model.invocation.started')
        callsAtStart = connector.calls.length;
    },
  });
  t.equal(callsAtStart, 0, 'no call before its record');
  t.equal(outcome.final_output, 'A long answer of many tokens.');
  t.equal(bundle.summary.model_invocation_count, connector.calls.length);
  t.equal(task('ask').tokens_out, connector.calls[0]?.tokens_out);
  t.match(task('ask').model, { connector: 'scripted', model_id: 'scripted-model', tokens_source: 'reported', seed: 0 });
  t.same(task('ask').stages.slice(2), ['MODEL_INVOCATION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED']);
  t.equal(
    deltas
      .filter(({ kind }) => kind === 'answer')
      .map(({ text }) => text)
      .join(''),
    'A long answer of many tokens.',
  );
  t.ok(content.entries.some((entry) => entry.kind === 'model_answer'));
  t.equal(task('ask').budget.remaining.tokens, 100 - task('ask').tokens_out);
});

t.test('a wrong answer is corrected: the next attempt is told the failing paths', async (t) => {
  const connector = scripted([turns.wrongSchema({ n: 'x' }), turns.answer('no json'), turns.json({ n: 3 })]);
  const { outcome, task } = await ask(connector, { schema: NUMBER, budget: budget({ max_retries: 2 }) });
  t.same(outcome.final_output, { n: 3 });
  t.same(
    task('ask').attempts.map(({ outcome }) => outcome),
    ['schema_violation', 'not_json', 'accepted'],
  );
  t.equal(task('ask').retry_count, 2);
  const second = connector.calls[1]?.request.messages ?? [];
  t.match(second.at(-1)?.content, /\/n \(type\)/);
  t.match(second.at(-2), { role: 'assistant', content: '{"n":"x"}' });
  t.equal(connector.calls[2]?.request.messages.length, 3, 'only the last answer is quoted');
});

const faults: readonly [string, Script, Draft, string, string, string][] = [
  [
    'a schema violation',
    [turns.wrongSchema({ n: 'x' })],
    { schema: NUMBER },
    'schema_violation',
    'KORA_MODEL_SCHEMA_VIOLATION',
    'VALIDATION_ERROR',
  ],
  [
    'text where JSON is due',
    [turns.answer('{"n":1} and more')],
    { schema: NUMBER },
    'not_json',
    'KORA_MODEL_NOT_JSON',
    'VALIDATION_ERROR',
  ],
  ['an empty answer', [turns.empty()], {}, 'empty', 'KORA_MODEL_EMPTY', 'EXECUTION_FAILURE'],
  [
    'thinking that ate the budget',
    [turns.thinking('x'.repeat(800), 'late')],
    {},
    'thinking_overrun',
    'KORA_BUDGET_BREACHED',
    'BUDGET_BREACH',
  ],
  [
    'an answer longer than the budget',
    [turns.answer('x'.repeat(800))],
    {},
    'truncated',
    'KORA_BUDGET_BREACHED',
    'BUDGET_BREACH',
  ],
  [
    'a runtime that ignores its cap',
    [turns.overlong('x'.repeat(800))],
    {},
    'truncated',
    'KORA_BUDGET_BREACHED',
    'BUDGET_BREACH',
  ],
  [
    'usage beyond the cap',
    [turns.wrongUsage('ok', { tokens_out: 5_000 })],
    {},
    'truncated',
    'KORA_BUDGET_BREACHED',
    'BUDGET_BREACH',
  ],
  ['a full context', [turns.truncated('half')], {}, 'truncated', 'KORA_MODEL_TRUNCATED', 'EXECUTION_FAILURE'],
  ['a stream that is cut', [turns.cut('half')], {}, 'stream_cut', 'KORA_MODEL_STREAM_CUT', 'EXECUTION_FAILURE'],
  [
    'a connector that throws',
    [turns.throwing('half')],
    {},
    'runtime_error',
    'KORA_MODEL_PROTOCOL',
    'EXECUTION_FAILURE',
  ],
  ['a transport fault', [turns.transportError()], {}, 'transport_fault', 'KORA_MODEL_FAILED', 'EXECUTION_FAILURE'],
  [
    'a runtime that stalls',
    [turns.stall('half')],
    { budget: budget({ max_time_ms: 120 }) },
    'cancelled',
    'KORA_TASK_TIMEOUT',
    'TIMEOUT',
  ],
];
for (const [what, script, more, outcome, code, stop] of faults) {
  t.test(`${what} is never a success`, async (t) => {
    const connector = scripted(script);
    const finished = await ask(connector, more);
    t.equal(finished.outcome.final_output, null);
    t.match(finished.outcome.error?.details, { code, task_id: 'ask' });
    t.equal(finished.bundle.stop_reason, stop);
    t.equal(finished.task('ask').attempts[0]?.outcome, outcome === 'cancelled' ? 'timeout' : outcome);
    t.equal(connector.calls.length, 1);
    t.not(connector.calls[0]?.outcome, 'running');
    t.not(connector.calls[0]?.outcome, 'closed');
  });
}

t.test('transport faults and crashes are tried again after a recorded wait, within max_retries', async (t) => {
  const connector = scripted([turns.transportError(), turns.crash(), turns.answer('at last')]);
  const { outcome, task } = await ask(connector, { budget: budget({ max_retries: 2 }) });
  t.equal(outcome.final_output, 'at last');
  t.ok(
    task('ask')
      .attempts.slice(1)
      .every(({ backoff_ms }) => backoff_ms > 0),
  );
  const hopeless = scripted(() => turns.transportError());
  const failed = await ask(hopeless, { budget: budget({ max_retries: 2 }) });
  t.equal(hopeless.calls.length, 3);
  t.equal(failed.task('ask').budget.remaining.retries, 0);
});

t.test('what a connector calls final is not tried again', async (t) => {
  const error: ConnectorError = {
    kind: 'refused',
    code: 'KORA_X_REFUSED',
    message: 'No. Ask another.',
    retryable: false,
  };
  const connector = scripted(() => turns.fails(error));
  const { outcome } = await ask(connector, { budget: budget({ max_retries: 5 }) });
  t.equal(connector.calls.length, 1);
  t.match(outcome.error, { message: /No\. Ask another/, details: { cause: 'KORA_X_REFUSED' } });
});

t.test('tokens are bounded over all attempts together', async (t) => {
  const connector = scripted(() => turns.answer('x'.repeat(240)));
  const { bundle, task } = await ask(connector, { schema: NUMBER, budget: budget({ max_retries: 9 }) });
  t.equal(bundle.stop_reason, 'BUDGET_BREACH');
  t.equal(
    connector.calls.reduce((sum, call) => sum + call.tokens_out, 0),
    100,
  );
  t.same(
    connector.calls.map(({ request }) => request.max_tokens),
    [100, 40],
  );
  t.equal(task('ask').budget.remaining.tokens, 0);
});

t.test('declared escalation goes to the next model at once when the first cannot answer', async (t) => {
  const first = scripted([turns.wrongSchema({ n: 'x' })], { id: 'first', models: ['small'] });
  const second = scripted([turns.json({ n: 1 })], { id: 'second', models: ['large'] });
  const graph = freeze([
    model('ask', {
      schema: NUMBER,
      routing: { model: 'small' },
      budget: budget({ max_retries: 1 }),
      on_failure: { escalate: [{ model: 'large', connector: 'second' }] },
    }),
  ]);
  const { outcome, task } = await run(backend, graph, { connectors: [first, second] });
  t.same(outcome.final_output, { n: 1 });
  t.equal(task('ask').model?.model_id, 'large');
  t.equal(task('ask').attempts.length, 2);
  t.equal(second.calls[0]?.request.messages.length, 1, 'another model is not told of the first one');
});

t.test(
  'the task decides on its model, then the request, then the alphabet; a missing one names the next step',
  async (t) => {
    const a = scripted(() => turns.answer('a'), { id: 'a', models: ['m2', 'm1'] });
    const b = scripted(() => turns.answer('b'), { id: 'b', models: ['m3'] });
    const connectors = [b, a];
    const chosen = async (routing: Draft, hints = {}) => {
      const { task, outcome } = await run(backend, freeze([model('ask', { routing })]), { connectors, hints });
      return task('ask').model?.model_id ?? outcome.error?.details.code;
    };
    t.equal(await chosen({}), 'm1');
    t.equal(await chosen({}, { model: 'm3' }), 'm3');
    t.equal(await chosen({}, { connector: 'b' }), 'm3');
    t.equal(await chosen({ model: 'm2' }, { model: 'm3', connector: 'b' }), 'm2');
    t.equal(await chosen({ model: 'none' }), 'KORA_MODEL_UNAVAILABLE');
    t.equal(await chosen({ connector: 'c' }), 'KORA_MODEL_UNAVAILABLE');
    const nothing = await run(backend, freeze([model('ask')]));
    t.match(nothing.outcome.error, { error_type: 'MODEL_UNAVAILABLE', message: /kora models add/ });
    t.equal(nothing.bundle.stop_reason, 'EXECUTION_FAILURE');
    t.equal(nothing.bundle.summary.model_invocation_count, 0);
  },
);

t.test('a model that is not on this machine is refused', async (t) => {
  const connector = scripted([turns.answer('x')]);
  const remote = Object.assign(Object.create(connector), {
    models: async (signal: AbortSignal) =>
      (await connector.models(signal)).map((model) => ({ ...model, remote: true })),
  });
  const { outcome } = await run(backend, freeze([model('ask')]), { connectors: [remote] });
  t.equal(outcome.error?.details.code, 'KORA_MODEL_REMOTE_REFUSED');
  t.equal(connector.calls.length, 0);
});

t.test('one that the user allowed is asked when it is named, and never guessed', async (t) => {
  const connector = scripted([turns.answer('x')]);
  const [listed] = await connector.models(new AbortController().signal);
  const remote = Object.assign(connector, {
    models: async () => [{ ...listed, remote: true, remote_allowed: true }],
  });
  const guessed = await run(backend, freeze([model('ask')]), { connectors: [remote] });
  t.equal(guessed.outcome.error?.details.code, 'KORA_MODEL_REMOTE_REFUSED');
  t.equal(connector.calls.length, 0);
  const named = model('ask', { routing: { model: listed?.model_id } });
  t.equal((await run(backend, freeze([named]), { connectors: [remote] })).outcome.error, null);
  t.equal(connector.calls.length, 1);
});

t.test('a prompt that cannot fit is refused before the call', async (t) => {
  const connector = scripted([turns.answer('x')], { context_tokens: 4 });
  const { outcome, bundle } = await ask(connector);
  t.equal(outcome.error?.details.code, 'KORA_MODEL_CONTEXT_OVERFLOW');
  t.equal(connector.calls.length, 0);
  t.equal(bundle.summary.model_invocation_count, 0);
});

t.test('a guard spares the model, and a text reference reaches it', async (t) => {
  const connector = scripted((request) => turns.answer(request.messages[0]?.content ?? ''));
  const graph = freeze([
    operation('a', 'data.echo', { value: [{ x: 1 }] }),
    model('never', { dependencies: ['a'], when: { $from: 'a', pointer: '/9', exists: true } }),
    model('ask', {
      dependencies: ['a', 'never'],
      input: { messages: [{ role: 'user', content: ['rows:\n', { $from: 'a', as: 'csv' }] }] },
    }),
  ]);
  const { outcome, bundle } = await run(backend, graph, { connectors: [connector] });
  t.equal(outcome.final_output, 'rows:\nx\n1');
  t.equal(bundle.summary.model_invocations_avoided, 1);
});

t.test('ceilings of the graph hold over tasks that run at once', async (t) => {
  const many = ['a', 'b', 'c', 'd'].map((id) => model(id));
  const all = operation('all', 'data.echo', { value: 1 });
  const wide = backendOver(pool, { calls_per_connector: 4 });
  const tokens = scripted(() => ({ text: 'x'.repeat(240), token_delay_ms: 0 }));
  const overdrawn = await run(wide, freeze([...many, all], { budget: { max_total_tokens: 150 } }), {
    connectors: [tokens],
  });
  t.equal(
    tokens.calls.reduce((sum, call) => sum + call.tokens_out, 0),
    150,
  );
  t.equal(overdrawn.bundle.stop_reason, 'BUDGET_BREACH');
  const calls = scripted(() => turns.answer('x'));
  const capped = await run(wide, freeze([...many, all], { budget: { max_model_invocations: 2 } }), {
    connectors: [calls],
  });
  t.equal(calls.calls.length, 2);
  t.equal(capped.bundle.summary.budget_breaches, 2);
  const retries = scripted(() => turns.empty());
  const patient = many.map((task) => ({ ...task, budget: budget({ max_retries: 5 }) }));
  const failed = await run(wide, freeze([...patient, all], { budget: { max_total_retries: 3 } }), {
    connectors: [retries],
  });
  t.equal(retries.calls.length, 7);
  t.equal(failed.bundle.summary.retry_count, 3);
});

t.test('a connector serves one call at a time; waiting counts as time of the task', async (t) => {
  const connector = scripted(() => turns.stall());
  const graph = freeze([
    model('a', { budget: budget({ max_time_ms: 100 }) }),
    model('b', { budget: budget({ max_time_ms: 60 }) }),
  ]);
  const { task } = await run(backend, graph, { connectors: [connector] });
  t.equal(connector.calls.length, 1);
  t.equal(task('a').status, 'timeout');
  t.match(task('b'), { status: 'timeout', started_at: null, attempts: [] });
});

t.test('cancelling reaches the runtime and is confirmed before the run ends', async (t) => {
  const controller = new AbortController();
  const connector = scripted([turns.stall('some words first')]);
  const graph = freeze([
    model('ask'),
    operation('after', 'data.echo', { value: { $from: 'ask' } }, { dependencies: ['ask'] }),
  ]);
  const { bundle, task } = await run(backend, graph, {
    connectors: [connector],
    signal: controller.signal,
    onItem: (item) => {
      if (item.kind === 'delta') controller.abort(new Error('enough'));
    },
  });
  t.equal(bundle.status, 'cancelled');
  t.equal(connector.calls[0]?.outcome, 'aborted');
  t.match(task('ask').attempts[0], { outcome: 'cancelled', error_code: 'KORA_TASK_INTERRUPTED' });
  t.same(
    bundle.tasks.map(({ status }) => status),
    ['cancelled', 'cancelled'],
  );
});
