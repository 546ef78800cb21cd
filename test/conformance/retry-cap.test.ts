import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, BAD, caseOf, GOOD, THIRD_TIME } from '../support/gates/cases/fixed.ts';
import { checkRetryCap } from '../support/gates/checks/retry-cap.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { invocation, withBudget } from '../support/gates/mutants/events.ts';
import { retelling, runningTasks, telling } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const STUBBORN = caseOf([ask('q', { budget: { max_tokens: 200, max_time_ms: 20_000, max_retries: 1 } })], { q: [BAD] });
const ESCALATING = caseOf(
  [
    ask('q', {
      budget: { max_tokens: 200, max_time_ms: 20_000, max_retries: 1 },
      on_failure: { escalate: [{ model: 'model-b' }] },
    }),
  ],
  { q: [BAD, GOOD] },
);

gate(
  t,
  ['retry:attempts:capped', 'retry:attempts:visible', 'retry:attempts:counted', 'retry:accepted:last'],
  'attempts are capped and each is visible, whatever models do',
  async () => {
    await holds(engine, caseArbitrary({ ...ANYTHING, models: 'all', max_tasks: 4 }), checkRetryCap, 30);
  },
);

gate(t, ['retry:escalation:declared'], 'a declared escalation asks the declared model', async (t) => {
  const evidence = await runCase(engine, ESCALATING);
  t.same(checkRetryCap(evidence), []);
  t.same(
    evidence.calls.map(({ model_id }) => model_id),
    ['model-a', 'model-b'],
  );
  t.equal(evidence.result.status, 'success');
});

mutant(t, ['retry:attempts:capped'], 'a backend retries once too often', async () => {
  const eager = runningTasks((task) => ({
    ...task,
    budget: { ...task.budget, max_retries: task.budget.max_retries + 1 },
  }));
  return checkRetryCap(await runCase(engine, STUBBORN, { backend: eager }));
});

mutant(t, ['retry:attempts:visible', 'retry:attempts:counted'], 'a retry is not announced', async () => {
  const silent = retelling('retry.scheduled', () => null);
  return checkRetryCap(await runCase(engine, THIRD_TIME, { backend: silent }));
});

mutant(t, ['retry:attempts:visible'], 'all attempts have the same number', async () => {
  const confused = retelling('model.invocation.started', (event) => ({ ...event, attempt_index: 0 }));
  return checkRetryCap(await runCase(engine, THIRD_TIME, { backend: confused }));
});

mutant(t, ['retry:attempts:counted'], 'retries are free', async () => {
  const free = telling((event) => [
    withBudget(event, ({ declared, consumed, remaining }) => ({
      declared,
      consumed: { ...consumed, retries: 0 },
      remaining: { ...remaining, retries: declared.retries },
    })),
  ]);
  return checkRetryCap(await runCase(engine, THIRD_TIME, { backend: free }));
});

mutant(t, ['retry:accepted:last'], 'a model is asked again after its answer was accepted', async () => {
  const restless = telling((event) =>
    event.event_type === 'task.completed' && event.task_id === 'q' ? [invocation(event, 'q'), event] : [event],
  );
  return checkRetryCap(await runCase(engine, ANSWERED, { backend: restless }));
});

mutant(t, ['retry:escalation:declared'], 'a backend escalates to a model of its own choice', async () => {
  const inventive = runningTasks((task) => ({ ...task, on_failure: { escalate: [{ model: 'model-b' }] } }));
  return checkRetryCap(await runCase(engine, STUBBORN, { backend: inventive }));
});
