import { type AttemptOutcome, restKey } from '@kora/contracts';
import { ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { CircuitBreaker } from '../../src/adapter/circuit-breaker.ts';
import { backendOver, type Draft, freeze, model, run, threads } from '../support/run-graph.ts';

const POLICY = { failures: 3, rest_ms: 100, longest_ms: 300 };

t.test('three faults in a row begin a rest; each further one is longer, up to a limit; an answer ends it', (t) => {
  const breaker = new CircuitBreaker(POLICY);
  const call = (outcome: AttemptOutcome, now: number) => {
    const rest = breaker.request(now);
    if (rest === null) breaker.record(outcome, now);
    return rest;
  };
  const fault = 'transport_fault';
  t.same([call(fault, 0), call(fault, 0)], [null, null]);
  t.equal(call('accepted', 0), null, 'an answer between them begins the count anew');
  t.same([call(fault, 0), call('stream_cut', 0), call(fault, 0)], [null, null, null]);
  t.same(call(fault, 40), { failures: 3, retry_in_ms: 60 });
  t.equal(call(fault, 100), null, 'one call is let through');
  t.same(call(fault, 299), { failures: 4, retry_in_ms: 1 });
  t.equal(call(fault, 300), null);
  t.same(call(fault, 599), { failures: 5, retry_in_ms: 1 }, 'not 400 ms but the longest');
  t.equal(call('schema_violation', 600), null, 'a wrong answer is an answer');
  t.same([call(fault, 600), call(fault, 600), call(fault, 600)], [null, null, null]);
  t.same(call(fault, 600), { failures: 3, retry_in_ms: 100 }, 'and the rest is short again');
  t.end();
});

t.test('while one call tries the runtime after a rest, no other does; one that is cancelled lets the next try', (t) => {
  const breaker = new CircuitBreaker({ ...POLICY, failures: 1 });
  breaker.record('transport_fault', 0);
  t.equal(breaker.request(100), null);
  t.same(breaker.request(100), { failures: 1, retry_in_ms: 0 });
  breaker.record('cancelled', 100);
  t.equal(breaker.request(100), null);
  breaker.record('accepted', 100);
  t.same([breaker.request(100), breaker.request(100)], [null, null]);
  t.end();
});

t.test('whatever happens, fewer faults in a row than the policy names never begin a rest', async () => {
  const outcome = fc.constantFrom<AttemptOutcome>('accepted', 'transport_fault', 'stream_cut', 'timeout', 'not_json');
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      const breaker = new CircuitBreaker(POLICY);
      let row = 0;
      for (const [now, each] of outcomes.entries()) {
        if (breaker.request(now) !== null) return row >= POLICY.failures;
        breaker.record(each, now);
        if (each === 'transport_fault' || each === 'stream_cut') row++;
        else if (each !== 'timeout') row = 0;
      }
      return true;
    }),
  );
});

const pool = threads(1);
t.teardown(() => pool.close());

t.test(
  'a connector that fails again and again is left alone: tasks fail at once, or go where the graph says',
  async (t) => {
    const backend = backendOver(pool, { breaker: { failures: 2, rest_ms: 60_000, longest_ms: 60_000 } });
    const broken = new ScriptedConnector({ id: 'broken', script: () => turns.crash() });
    const sound = new ScriptedConnector({ id: 'sound', models: ['other'], script: () => turns.answer('here') });
    const routing = { connector: 'broken' };
    const ask = (more: Draft = {}) =>
      run(backend, freeze([model('ask', { routing, ...more })]), { connectors: [broken, sound] });
    await ask();
    await ask();
    t.equal(broken.calls.length, 2);
    const refused = await ask();
    t.equal(broken.calls.length, 2, 'it is not asked');
    t.match(refused.outcome.error, {
      error_type: 'MODEL_UNAVAILABLE',
      message: /broken failed 2 times in a row and is left alone for 60 s more/,
      details: { code: 'KORA_MODEL_CONNECTOR_RESTING' },
    });
    t.equal(refused.bundle.summary.model_invocation_count, 0);
    t.match(
      refused.events.find(({ event_type }) => event_type === 'connector.resting'),
      { task_id: 'ask', payload: { connector: 'broken', failures: 2 } },
    );
    const escalated = await ask({ on_failure: { escalate: [{ model: 'other', connector: 'sound' }] } });
    t.equal(escalated.outcome.final_output, 'here');
    t.equal(escalated.task('ask').retry_count, 0, 'a call that was not made costs no retry');
    const anew = new ScriptedConnector({ id: 'broken', script: () => turns.answer('well again') });
    const after = await run(backend, freeze([model('ask', { routing })]), { connectors: [anew] });
    t.equal(after.outcome.final_output, 'well again', 'a connector that was made anew begins anew');
  },
);

t.test('those who wait in line for a connector are let go as soon as it rests', async (t) => {
  const backend = backendOver(pool, { breaker: { failures: 2, rest_ms: 60_000, longest_ms: 60_000 } });
  const broken = new ScriptedConnector({ script: () => turns.crash() });
  const tasks = ['a', 'b', 'c', 'd', 'e'].map((id) => model(id));
  const { task } = await run(backend, freeze(tasks), { connectors: [broken] });
  t.equal(broken.calls.length, 2);
  t.same(
    ['a', 'b', 'c', 'd', 'e'].map((id) => task(id).error_code),
    [...Array(2).fill('KORA_MODEL_FAILED'), ...Array(3).fill('KORA_MODEL_CONNECTOR_RESTING')],
  );
});

t.test('a replay finds at rest what was at rest, and nothing else', async (t) => {
  const backend = backendOver(pool, { breaker: { failures: 1, rest_ms: 60_000, longest_ms: 60_000 } });
  const connector = new ScriptedConnector({ script: [turns.crash(), turns.answer('asked')] });
  const graph = freeze([model('ask')]);
  await run(backend, graph, { connectors: [connector] });
  const [{ model_id = '' } = {}] = await connector.models(new AbortController().signal);
  const nothing = { reused: new Map(), resting: new Map(), retried: new Set<string>() };
  const asked = await run(backend, graph, { connectors: [connector], recorded: nothing });
  t.equal(asked.outcome.final_output, 'asked');
  const rest = { connector: 'scripted', model_id, digest: null, failures: 7, retry_in_ms: 9_000 };
  const resting = new Map([[restKey('ask', 0, 'scripted', model_id), rest]]);
  const rested = await run(backend, graph, { connectors: [connector], recorded: { ...nothing, resting } });
  t.match(rested.outcome.error?.message, /failed 7 times in a row and is left alone for 9 s/);
  t.equal(connector.calls.length, 2);
});
