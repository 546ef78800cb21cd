import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import type { Case } from '../support/gates/cases/case.ts';
import { CALM, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ask, BAD, caseOf, OPERATIONS, THIRD_TIME } from '../support/gates/cases/fixed.ts';
import { checkEquivalence } from '../support/gates/checks/equivalence.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { type Interference, runCase } from '../support/gates/engine/run-case.ts';
import { retelling, runningTasks } from '../support/gates/mutants/wrap.ts';
import { ReferenceBackend } from '../support/gates/reference/reference-backend.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());
const reference = new ReferenceBackend();

/** What is different when a case runs on the real backend and on the simple one. */
async function differences(given: Case): Promise<readonly string[]> {
  const real = await runCase(engine, given);
  const simple = await runCase(engine, given, { backend: () => reference });
  return checkEquivalence(real, simple);
}

// When a runtime dies, other tasks notice it sooner or later.
const LIVELY = { ...CALM, deaths: false } as const;

gate(
  t,
  [
    'backend:equivalence:stages',
    'backend:equivalence:stop-reason',
    'backend:equivalence:validation',
    'backend:equivalence:outputs',
  ],
  'a graph comes to the same on the real backend and on one that is too simple to be wrong',
  () => assertProperty(caseArbitrary(LIVELY), differences, 100),
);

/** What is different when something is wrong with the real backend. */
async function brokenBy(given: Case, backend: NonNullable<Interference['backend']>): Promise<readonly string[]> {
  const broken = await runCase(engine, given, { backend });
  return checkEquivalence(broken, await runCase(engine, given, { backend: () => reference }));
}

mutant(t, ['backend:equivalence:stages'], 'a backend leaves a stage out', () =>
  brokenBy(
    OPERATIONS,
    retelling('task.validated', () => null),
  ),
);

mutant(t, ['backend:equivalence:stop-reason'], 'a backend gives another reason', () =>
  brokenBy(
    caseOf([ask('q')], { q: [BAD] }),
    retelling('task.failed', (event) => ({
      ...event,
      payload: { ...event.payload, stop_reason: 'EXECUTION_FAILURE' },
    })),
  ),
);

mutant(t, ['backend:equivalence:validation'], 'a backend gives up earlier', () =>
  brokenBy(
    THIRD_TIME,
    runningTasks((task) => ({ ...task, budget: { ...task.budget, max_retries: 1 } })),
  ),
);

mutant(t, ['backend:equivalence:outputs'], 'a backend changes an argument', () =>
  brokenBy(
    OPERATIONS,
    runningTasks((task) =>
      task.id === 'a' && task.type !== 'model'
        ? { ...task, input: { ...task.input, arguments: { value: { n: 2 } } } }
        : task,
    ),
  ),
);
