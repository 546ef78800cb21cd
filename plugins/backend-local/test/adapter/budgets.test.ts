import { setTimeout } from 'node:timers/promises';
import type { ModelEvent, ModelRequest } from '@kora/contracts';
import { type Script, ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { backoffMs } from '../../src/adapter/backoff.ts';
import { backendOver, type Draft, type Finished, freeze, model, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool);

const NEVER = { failures: 999, rest_ms: 0, longest_ms: 0 };
const NUMBER = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
const budget = (more: Draft = {}) => ({ max_tokens: 100, max_time_ms: 20_000, max_retries: 0, ...more });
const scripted = (script: Script, more = {}) => new ScriptedConnector({ script, ...more });
const graphOf = (more: Draft) => freeze([model('ask', more)]);
const waitsOf = ({ task }: Finished) => task('ask').attempts.map(({ backoff_ms }) => backoff_ms);
const startedIn = ({ events }: Finished) =>
  events.flatMap((event) => (event.event_type === 'model.invocation.started' ? [event.payload] : []));

t.test('the waits between attempts follow from graph, task and attempt, and are on record', async (t) => {
  const graph = graphOf({ budget: budget({ max_retries: 3 }) });
  const failing = () => run(backend, graph, { connectors: [scripted(() => turns.crash())] });
  const [first, second] = [await failing(), await failing()];
  const policy = { base_ms: 4, max_ms: 20 };
  const expected = [1, 2, 3].map((attempt) => backoffMs(policy, graph.graph_hash, 'ask', attempt));
  t.same(waitsOf(first), [0, ...expected]);
  t.same(waitsOf(second), waitsOf(first));
  const scheduled = first.events.flatMap((event) => (event.event_type === 'retry.scheduled' ? [event.payload] : []));
  t.match(
    scheduled,
    expected.map((backoff_ms) => ({ reason: 'transport_fault', backoff_ms })),
  );
});

t.test(
  'a wait that would outlast the time of the task is not begun: it ends with what went wrong, not with the clock',
  async (t) => {
    const policy = { base_ms: 1_000_000, max_ms: 1_000_000 };
    const graph = graphOf({ budget: budget({ max_retries: 50 }) });
    t.ok(backoffMs(policy, graph.graph_hash, 'ask', 1) > 20_000);
    const patient = backendOver(pool, { backoff: policy, breaker: NEVER });
    const { task, outcome } = await run(patient, graph, { connectors: [scripted(() => turns.crash())] });
    t.equal(outcome.error?.details.code, 'KORA_MODEL_FAILED');
    t.match(task('ask'), { status: 'failed', retry_count: 0, attempts: { length: 1 } });
    t.ok(task('ask').budget.remaining.time_ms > 0);
  },
);

t.test('waiting between attempts is time of the task', async (t) => {
  const patient = backendOver(pool, { backoff: { base_ms: 150, max_ms: 150 }, breaker: NEVER });
  const graph = graphOf({ budget: budget({ max_retries: 50, max_time_ms: 1_200 }) });
  const { task } = await run(patient, graph, { connectors: [scripted(() => turns.crash())] });
  const { attempts, budget: spent } = task('ask');
  t.ok(attempts.length > 1 && attempts.length < 16, `${attempts.length} attempts`);
  const waited = attempts.reduce((sum, { backoff_ms }) => sum + backoff_ms, 0);
  t.ok(spent.consumed.time_ms >= Math.floor(waited), `${spent.consumed.time_ms} ms, of which ${waited} waiting`);
  t.ok(waited <= 1_200, 'and none that it had no time for');
});

t.test('a further attempt and another model get what is left of the one budget', async (t) => {
  const small = scripted([turns.answer('x'.repeat(120)), turns.answer('y'.repeat(80))], { id: 'a', models: ['small'] });
  const large = scripted(() => turns.answer('z'.repeat(800)), { id: 'b', models: ['large'] });
  const spare = scripted(() => turns.json({ n: 1 }), { id: 'c', models: ['spare'] });
  const graph = graphOf({
    schema: NUMBER,
    routing: { model: 'small' },
    budget: budget({ max_retries: 2 }),
    on_failure: { escalate: [{ model: 'large' }] },
  });
  const finished = await run(backend, graph, { connectors: [small, large, spare] });
  const spent = [...small.calls, ...large.calls].map(({ tokens_out }) => tokens_out);
  t.equal(spent.length, 3);
  const [one = 0, two = 0, three = 0] = spent;
  const granted = startedIn(finished).map(({ tokens_reserved }) => tokens_reserved);
  t.same(granted, [100, 100 - one, 100 - one - two]);
  t.equal(one + two + three, 100);
  t.match(finished.task('ask'), { stop_reason: 'BUDGET_BREACH', budget: { remaining: { tokens: 0 } } });
  t.equal(spare.calls.length, 0, 'a model that the graph does not name is not asked, though it could answer');
});

t.test('what a task was granted and how its prompt was counted is on record before the call', async (t) => {
  const of = async (connector: ScriptedConnector) => {
    const [payload] = startedIn(await run(backend, graphOf({}), { connectors: [connector] }));
    return payload;
  };
  const counted = await of(scripted(() => turns.answer('x')));
  t.match(counted, { model: { tokens_source: 'counted' }, tokens_reserved: 100, warnings: [] });
  const blind = scripted(() => turns.answer('x'), { supports: { token_counting: false } });
  const estimated = await of(blind);
  t.match(estimated, { model: { tokens_source: 'estimated' }, tokens_reserved: 100 });
  t.ok((estimated?.tokens_in ?? 0) >= (counted?.tokens_in ?? 0), 'an estimate is no lower');
  class Failing extends ScriptedConnector {
    override countTokens(): Promise<number> {
      return Promise.reject(new Error('no tokenizer'));
    }
  }
  const failing = await of(new Failing({ script: () => turns.answer('x') }));
  t.match(failing, { model: { tokens_source: 'estimated' }, warnings: [/could not be counted: no tokenizer/] });
});

t.test('the line for a slot, the wait and the calls are one time', async (t) => {
  const granted: number[] = [];
  class Holding extends ScriptedConnector {
    override async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
      granted.push(request.timeout_ms);
      yield* super.invoke(request, signal);
    }
  }
  const connector = new Holding({
    script: (request) => (request.messages[0]?.content === 'first' ? { text: 'x', delay_ms: 150 } : turns.stall()),
  });
  const say = (content: string) => ({ input: { messages: [{ role: 'user', content }] } });
  const graph = freeze([
    model('a', say('first')),
    model('b', { ...say('second'), budget: budget({ max_time_ms: 400 }) }),
  ]);
  const { task, events } = await run(backend, graph, { connectors: [connector] });
  const asked = events.find((event) => event.event_type === 'model.invocation.started' && event.task_id === 'b');
  const { consumed, remaining } =
    asked?.event_type === 'model.invocation.started' ? asked.payload.budget : task('b').budget;
  t.ok(consumed.time_ms >= 140 && remaining.time_ms <= 260, `${consumed.time_ms} ms were spent in line`);
  t.ok((granted[1] ?? 0) <= 260, 'and a call may last no longer than what is left');
  t.match(task('b'), { status: 'timeout', budget: { remaining: { time_ms: 0 } } });
});

t.test('what a call was granted goes to nobody else before its connector has closed it', async (t) => {
  const opened: number[] = [];
  let calls = 0;
  class Slow extends ScriptedConnector {
    override async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
      opened.push(++calls);
      try {
        yield* super.invoke(request, signal);
      } finally {
        await setTimeout(40);
        calls--;
      }
    }
  }
  const connector = new Slow({ script: () => turns.answer('x'.repeat(40)) });
  const graph = freeze(
    [1, 2, 3].map((number) => model(`ask-${number}`, { budget: budget({ max_tokens: 100 }) })),
    { budget: { max_total_tokens: 100 } },
  );
  const wide = backendOver(pool, { calls_per_connector: 8 });
  const { bundle } = await run(wide, graph, { connectors: [connector] });
  t.equal(bundle.status, 'success');
  t.same(opened, [1, 1, 1], 'one after the other, as only one has room at a time');
});
