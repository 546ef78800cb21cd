import type { BudgetState } from '@kora/contracts';
import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, caseOf, GOOD, LONG, SLOW, STALLED, THIRD_TIME } from '../support/gates/cases/fixed.ts';
import { checkBudgets } from '../support/gates/checks/all.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { type Interference, runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { succeeded, withBudget } from '../support/gates/mutants/events.ts';
import { both, calling, retelling, running, runningTasks, telling } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const brokenBy = async (given: Parameters<typeof runCase>[1], backend: NonNullable<Interference['backend']>) =>
  checkBudgets(await runCase(engine, given, { backend }));
const generous = 20_000;
const tight = (budget: object) => ({ budget: { max_tokens: 100, max_time_ms: generous, max_retries: 2, ...budget } });
const HANGING = caseOf([ask('q', tight({ max_time_ms: 80 }))], { q: [STALLED] });
const WORDY = caseOf([ask('q', tight({ max_tokens: 6 }))], { q: [LONG] });
const SHORT_RUN = caseOf([ask('q', tight({}))], { q: [STALLED] }, { budget: { max_total_time_ms: 80 } });
const TOGETHER = (budget: object) =>
  caseOf([ask('p'), ask('q'), ask('r')], { p: [SLOW], q: [SLOW], r: [SLOW] }, { budget: { ...budget } });

gate(
  t,
  [
    'budget:declared:as-graph',
    'budget:declared:request-only-lowers',
    'budget:remaining:within-declared',
    'budget:remaining:never-grows',
    'budget:consumed:adds-up',
    'budget:tokens:generation-ends',
    'budget:tokens:overdrawn-fails',
    'budget:breach:truthful',
    'budget:breach:never-success',
  ],
  'no budget grows, whatever graphs, runtimes and cancellation do',
  async () => {
    await holds(engine, caseArbitrary(ANYTHING), checkBudgets, 30);
  },
);

gate(
  t,
  [
    'budget:tokens:graph-cap',
    'budget:tokens:no-joint-overdraft',
    'budget:invocations:graph-cap',
    'budget:retries:graph-cap',
  ],
  'model tasks that run at the same time cannot overdraw their run together',
  async () => {
    const wide = { ...ANYTHING, models: 'all', stalls: false, cancels: false, chained: false } as const;
    await holds(engine, caseArbitrary(wide), checkBudgets, 25);
  },
);

gate(t, ['budget:tokens:task-cap', 'budget:breach:told'], 'an answer that is too long is cut and told', async (t) => {
  for (const turn of [LONG, { ...LONG, ignores_max_tokens: true }]) {
    const evidence = await runCase(engine, { ...WORDY, turns: { q: [turn] } });
    t.same(checkBudgets(evidence), []);
    t.match(evidence.result, { status: 'failed', stop_reason: 'BUDGET_BREACH' });
  }
});

gate(
  t,
  ['budget:time:task-cap', 'budget:time:graph-cap'],
  'a stalled call ends with the time of its task or run',
  async (t) => {
    const [task, run] = await Promise.all([runCase(engine, HANGING), runCase(engine, SHORT_RUN)]);
    t.same([...checkBudgets(task), ...checkBudgets(run)], []);
    t.match(task.result, { status: 'failed', stop_reason: 'TIMEOUT', telemetry: { tasks: [{ status: 'timeout' }] } });
    t.match(run.result, { status: 'failed', stop_reason: 'BUDGET_BREACH' });
  },
);

/** A runtime in this process that lets nothing else happen for a while, timers included. */
const blocking = calling(
  (real) =>
    async function* (request, signal) {
      const until = performance.now() + 60;
      while (performance.now() < until);
      yield* real.invoke(request, signal);
    },
);

gate(t, ['budget:time:task-cap', 'budget:time:graph-cap'], 'whoever holds up the process gains no time', async (t) => {
  const hurried = caseOf([ask('q', tight({ max_time_ms: 20 }))], { q: [GOOD] });
  const run = { ...ANSWERED, budget: { max_total_time_ms: 30 } };
  t.same(await brokenBy(hurried, blocking), [], 'a task');
  t.same(await brokenBy(run, blocking), [], 'a run');
});

const grown = (change: (budget: BudgetState) => BudgetState) => {
  let seen = 0;
  return telling((event) => [event.event_type.startsWith('model.') && seen++ > 0 ? withBudget(event, change) : event]);
};
const more = ({ tokens, time_ms, retries }: BudgetState['declared']) => ({ tokens: tokens + 9, time_ms, retries });

mutant(
  t,
  ['budget:remaining:never-grows', 'budget:consumed:adds-up', 'budget:remaining:within-declared'],
  'an event gives tokens back',
  () =>
    brokenBy(
      ANSWERED,
      grown((budget) => ({ ...budget, remaining: more(budget.declared) })),
    ),
);

mutant(t, ['budget:declared:as-graph'], 'an event declares more than the graph', () =>
  brokenBy(
    ANSWERED,
    grown((budget) => ({ ...budget, declared: more(budget.declared) })),
  ),
);

mutant(t, ['budget:declared:request-only-lowers'], 'a request raises a ceiling', async () => {
  const evidence = await runCase(engine, { ...ANSWERED, budget: { max_total_tokens: 50 } });
  return checkBudgets({ ...evidence, ceilings: { ...evidence.ceilings, graph: { max_total_tokens: 40 } } });
});

mutant(
  t,
  ['budget:tokens:task-cap', 'budget:tokens:generation-ends', 'budget:tokens:overdrawn-fails'],
  'a backend raises token caps',
  async () => {
    const raised = both(
      runningTasks((task) => ({ ...task, budget: { ...task.budget, max_tokens: 5_000 } })),
      telling((event) => [
        withBudget(event, ({ declared: { tokens, ...declared }, ...rest }) => ({
          ...rest,
          declared: { ...declared, tokens: tokens === 5_000 ? 6 : tokens },
        })),
      ]),
    );
    const deaf = calling((real) => (request) => real.invoke(request, new AbortController().signal));
    const endless = { ...WORDY, turns: { q: [{ ...LONG, ignores_max_tokens: true, ignores_abort: true }] } };
    return [...(await brokenBy(WORDY, raised)), ...(await brokenBy(endless, deaf))];
  },
);

mutant(
  t,
  ['budget:tokens:graph-cap', 'budget:tokens:no-joint-overdraft', 'budget:invocations:graph-cap'],
  'a backend forgets the ceilings of the run',
  () =>
    brokenBy(
      TOGETHER({ max_total_tokens: 8, max_model_invocations: 1 }),
      running(({ budget, ...graph }) => graph),
    ),
);

mutant(t, ['budget:retries:graph-cap'], 'a backend forgets the retries of the run', () =>
  brokenBy(
    { ...THIRD_TIME, budget: { max_total_retries: 1 } },
    running(({ budget, ...graph }) => graph),
  ),
);

mutant(t, ['budget:time:task-cap'], 'a backend gives a task more time', () => {
  const patient = both(
    runningTasks((task) => ({ ...task, budget: { ...task.budget, max_time_ms: generous } })),
    telling((event) => [withBudget(event, (budget) => ({ ...budget, declared: { ...budget.declared, time_ms: 20 } }))]),
  );
  const late = { text: '{"n":1}', delay_ms: 60 };
  return brokenBy(caseOf([ask('q', tight({ max_time_ms: 20 }))], { q: [late] }), patient);
});

mutant(t, ['budget:time:graph-cap'], 'a backend gives a run more time', () => {
  const late = { text: '{"n":1}', delay_ms: 60 };
  return brokenBy(
    { ...ANSWERED, turns: { q: [late] }, budget: { max_total_time_ms: 20 } },
    running(({ budget, ...graph }) => graph),
  );
});

mutant(t, ['budget:breach:told'], 'a breach is not told', () =>
  brokenBy(
    WORDY,
    retelling('budget.breached', () => null),
  ),
);

mutant(t, ['budget:breach:truthful'], 'a breach names another limit', () =>
  brokenBy(
    WORDY,
    retelling('budget.breached', (event) => ({ ...event, payload: { ...event.payload, declared: 7, remaining: 9 } })),
  ),
);

mutant(t, ['budget:breach:never-success'], 'a task succeeds in spite of its breach', () =>
  brokenBy(WORDY, retelling('task.failed', succeeded)),
);
