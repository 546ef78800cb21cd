import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, caseOf, GOOD, give, OPERATIONS } from '../support/gates/cases/fixed.ts';
import { checkDeterministicFirst } from '../support/gates/checks/deterministic-first.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { invocation } from '../support/gates/mutants/events.ts';
import { executing, runningTasks, telling } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const GUARDED = caseOf([give('a', null), ask('q', { dependencies: ['a'], when: { $from: 'a', exists: true } })], {
  q: [GOOD],
});

gate(t, ['deterministic:invocations:none'], 'operations alone call no model', async () => {
  await holds(engine, caseArbitrary({ ...ANYTHING, models: 'none', max_tasks: 10 }), checkDeterministicFirst, 25);
});

gate(
  t,
  ['deterministic:invocations:model-tasks-only', 'deterministic:guard:no-call'],
  'in mixed graphs only unguarded model tasks call',
  async (t) => {
    await holds(engine, caseArbitrary(ANYTHING), checkDeterministicFirst, 25);
    const spared = await runCase(engine, GUARDED);
    t.same(checkDeterministicFirst(spared), []);
    t.match(spared.result.telemetry, { status: 'success', summary: { model_invocations_avoided: 1 } });
  },
);

mutant(t, ['deterministic:invocations:none'], 'a backend asks a model before it runs operations', async () => {
  const curious = executing(
    (real) =>
      async function* (graph, context) {
        const connector = await context.connectors.get('unruly');
        const messages = [{ role: 'user', content: '#a# What is this?' }] as const;
        const request = { model_id: 'model-a', messages, parameters: {}, max_tokens: 9, timeout_ms: 900, schema: null };
        for await (const _ of connector?.invoke(request, context.signal) ?? []);
        yield* real(graph, context);
      },
  );
  return checkDeterministicFirst(await runCase(engine, OPERATIONS, { backend: curious }));
});

mutant(t, ['deterministic:invocations:model-tasks-only'], 'an operation has an invocation', async () => {
  const boasting = telling((event) =>
    event.event_type === 'task.started' ? [event, invocation(event, event.task_id ?? '')] : [event],
  );
  return checkDeterministicFirst(await runCase(engine, ANSWERED, { backend: boasting }));
});

mutant(t, ['deterministic:guard:no-call'], 'a backend does not look at guards', async () => {
  const blind = runningTasks(({ when, ...task }) => task);
  return checkDeterministicFirst(await runCase(engine, GUARDED, { backend: blind }));
});
