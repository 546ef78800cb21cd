import type { BackendEvent } from '@kora/contracts';
import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, caseOf, GOOD, give, OPERATIONS, SLOW, STALLED } from '../support/gates/cases/fixed.ts';
import { checkNoHiddenInvocation, checkNoLogNoCall } from '../support/gates/checks/no-hidden-invocation.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { type Interference, runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { invocation } from '../support/gates/mutants/events.ts';
import { calling, executing, retelling, telling } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const brokenBy = async (given: Parameters<typeof runCase>[1], backend: NonNullable<Interference['backend']>) =>
  checkNoHiddenInvocation(await runCase(engine, given, { backend }));

/** A disk that is full when the first invocation is to be written. */
const fullDisk: NonNullable<Interference['log']> = (real) => ({
  append(event) {
    if (event.event_type === 'model.invocation.started') throw new Error('no space left on device');
    real.append(event);
  },
  commit: () => real.commit(),
});

gate(
  t,
  [
    'invocation:served:equals-logged',
    'invocation:log:precedes-call',
    'invocation:completed:paired',
    'invocation:open:none-at-end',
    'invocation:summary:counts',
  ],
  'the connectors served what the log says, under any interleaving and cancellation',
  async () => {
    await holds(engine, caseArbitrary(ANYTHING), checkNoHiddenInvocation, 25);
    const wide = { ...ANYTHING, models: 'all', chained: false } as const;
    await holds(engine, caseArbitrary(wide), checkNoHiddenInvocation, 20);
  },
);

gate(
  t,
  ['invocation:completed:paired'],
  'a run is cancelled, or its time is up, at any moment of a call',
  async (t) => {
    const busy = caseOf([give('a'), give('b', 1, { dependencies: ['a'] }), ask('q')], { q: [GOOD] });
    for (let cancel_at = 3; cancel_at < 16; cancel_at++)
      t.same(checkNoHiddenInvocation(await runCase(engine, { ...busy, cancel_at })), [], `at event ${cancel_at}`);
    for (let max_time_ms = 2; max_time_ms < 20; max_time_ms++) {
      const hurried = ask('q', { budget: { max_tokens: 100, max_time_ms, max_retries: 0 } });
      const evidence = await runCase(engine, caseOf([hurried], { q: [GOOD] }));
      t.same(checkNoHiddenInvocation(evidence), [], `after ${max_time_ms} ms`);
    }
  },
);

gate(t, ['invocation:log:no-log-no-call'], 'a call that cannot be logged is not made', async (t) => {
  const evidence = await runCase(engine, ANSWERED, { log: fullDisk });
  t.same(checkNoLogNoCall(evidence), []);
  t.match(evidence.result, { status: 'failed', error: { details: { code: 'KORA_BACKEND_FAILED' } } });
});

mutant(t, ['invocation:log:no-log-no-call'], 'a backend goes on when its log is gone', async () => {
  const careless = executing(
    (real) =>
      async function* (graph, context) {
        const connector = await context.connectors.get('unruly');
        const messages = [{ role: 'user', content: '#q# What is this?' }] as const;
        const request = { model_id: 'model-a', messages, parameters: {}, max_tokens: 9, timeout_ms: 900, schema: null };
        for await (const _ of connector?.invoke(request, context.signal) ?? []);
        yield* real(graph, context);
      },
  );
  return checkNoLogNoCall(await runCase(engine, ANSWERED, { backend: careless, log: fullDisk }));
});

mutant(t, ['invocation:served:equals-logged', 'invocation:summary:counts'], 'a call is made twice', () =>
  brokenBy(
    ANSWERED,
    calling(
      (real) =>
        async function* (request, signal) {
          for await (const _ of real.invoke(request, signal));
          yield* real.invoke(request, signal);
        },
    ),
  ),
);

mutant(t, ['invocation:served:equals-logged', 'invocation:summary:counts'], 'a call is kept out of the log', () =>
  brokenBy(
    ANSWERED,
    retelling('model.invocation.started', () => null),
  ),
);

mutant(t, ['invocation:served:equals-logged', 'invocation:completed:paired'], 'a call is logged that nobody made', () =>
  brokenBy(
    OPERATIONS,
    telling((event) =>
      event.event_type === 'task.started' ? [event, invocation(event, event.task_id ?? '')] : [event],
    ),
  ),
);

mutant(t, ['invocation:served:equals-logged'], 'a call may generate more than was logged', () =>
  brokenBy(
    ANSWERED,
    calling((real) => (request, signal) => real.invoke({ ...request, max_tokens: 2 * request.max_tokens }, signal)),
  ),
);

mutant(t, ['invocation:log:precedes-call'], 'events are written after the fact', () => {
  const late = executing(
    (real) =>
      async function* (graph, context) {
        const items: BackendEvent[] = [];
        for await (const item of real(graph, context)) items.push(item);
        yield* items;
      },
  );
  return brokenBy(ANSWERED, late);
});

mutant(t, ['invocation:completed:paired'], 'the end of a call is not told', () =>
  brokenBy(
    ANSWERED,
    retelling('model.invocation.completed', () => null),
  ),
);

mutant(t, ['invocation:open:none-at-end'], 'cancellation does not reach the connector', () => {
  const held = caseOf([ask('q')], { q: [{ ...SLOW, ...STALLED }] });
  const deaf = calling((real) => (request) => real.invoke(request, new AbortController().signal));
  return brokenBy({ ...held, cancel_at: 5 }, deaf);
});
