import type { RunEvent } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import { ANSWER_SHAPES } from '../support/gates/cases/answers.ts';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, BAD, caseOf, GOOD, give, STALLED } from '../support/gates/cases/fixed.ts';
import { NONSENSE } from '../support/gates/cases/turn-arbitrary.ts';
import { checkTelemetry, checkTelemetryOfFault } from '../support/gates/checks/all.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { type Interference, runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { executing, retelling, telling } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const brokenBy = async (interference: Interference, given = ANSWERED) =>
  checkTelemetry(await runCase(engine, given, interference));
/** A recorder that writes something else than it was given. */
const writing = (change: (event: RunEvent) => readonly RunEvent[]): Interference => ({
  log: (real) => ({
    append(event) {
      for (const changed of change(event)) real.append(changed);
    },
    commit: () => real.commit(),
  }),
});
const FAILING = caseOf([ask('q'), give('a')], { q: [BAD] });

/** A backend that throws, or ends without an outcome, after so many events. */
const breakingOff = (after: number, how: 'throw' | 'end') =>
  executing(
    (real) =>
      async function* (graph, context) {
        let told = 0;
        for await (const item of real(graph, context)) {
          if (told++ < after) yield item;
          else if (how === 'throw') throw new Error('the backend died');
          else return;
        }
      },
  );

gate(
  t,
  [
    'telemetry:seq:gapless',
    'telemetry:events:decode',
    'telemetry:bundle:decode',
    'telemetry:bundle:is-fold',
    'telemetry:run:first-and-last',
    'telemetry:run:verdict',
    'telemetry:task:one-terminal',
    'telemetry:task:life-order',
    'telemetry:task:required-fields',
    'telemetry:task:stages',
    'telemetry:task:hashes',
    'telemetry:content:none',
  ],
  'telemetry is complete and without content on success, failure and cancel',
  async () => {
    await holds(engine, caseArbitrary(ANYTHING), checkTelemetry, 35);
  },
);

gate(t, ['telemetry:events:decode', 'telemetry:bundle:decode'], 'a runtime tells numbers that cannot be', async (t) => {
  for (const usage of NONSENSE) {
    const evidence = await runCase(engine, { ...ANSWERED, turns: { q: [{ ...GOOD, usage }] } });
    t.same(checkTelemetry(evidence), [], `${Object.entries(usage)}`);
  }
});

gate(t, ['telemetry:content:none'], 'an answer that does not fit is not quoted, nor are its keys', async (t) => {
  for (const { schema, bad } of ANSWER_SHAPES) {
    const evidence = await runCase(engine, caseOf([ask('q', { schema })], { q: [{ text: bad(1) }] }));
    t.same(checkTelemetry(evidence), [], bad(1));
  }
});

gate(t, ['telemetry:cancel:complete'], 'a run is cancelled at any of its events', async (t) => {
  const held = caseOf([give('a'), ask('q', { dependencies: ['a'] }), give('z', 1, { dependencies: ['q'] })], {
    q: [STALLED],
  });
  for (const cancel_at of [1, 4, 5, 6, 9, 10, 11]) {
    const evidence = await runCase(engine, { ...held, cancel_at });
    t.same(checkTelemetry(evidence), []);
    t.equal(evidence.result.status, 'cancelled', `at event ${cancel_at}`);
  }
});

gate(t, ['telemetry:fault:complete'], 'a backend breaks off after any event', async () => {
  const faults = fc.record({
    given: caseArbitrary({ ...ANYTHING, stalls: false, cancels: false, max_tasks: 4 }),
    after: fc.nat(12),
    how: fc.constantFrom('throw' as const, 'end' as const),
  });
  await assertProperty(
    faults,
    async ({ given, after, how }) =>
      checkTelemetryOfFault(await runCase(engine, given, { backend: breakingOff(after, how) })),
    25,
  );
});

mutant(t, ['telemetry:fault:complete'], 'the kernel does not close what a backend left open', async () => {
  const forgetful = writing((event) => (event.event_type === 'task.failed' ? [] : [event]));
  return checkTelemetryOfFault(await runCase(engine, ANSWERED, { ...forgetful, backend: breakingOff(3, 'throw') }));
});

mutant(t, ['telemetry:seq:gapless'], 'an event is dropped', () =>
  brokenBy({ backend: retelling('task.ready', () => null, false) }),
);

mutant(t, ['telemetry:seq:gapless'], 'two events have the same id', () =>
  brokenBy({ backend: telling((event) => [{ ...event, event_id: 'same' }], false) }),
);

mutant(t, ['telemetry:events:decode'], 'an event has a field too many', () =>
  brokenBy({ backend: retelling('task.ready', (event) => ({ ...event, payload: { note: 'hello' } })) }),
);

mutant(t, ['telemetry:bundle:decode'], 'an answer has a negative number of tokens', () =>
  brokenBy({
    backend: retelling('model.invocation.completed', (event) => ({
      ...event,
      payload: { ...event.payload, tokens_out: -1 },
    })),
  }),
);

mutant(t, ['telemetry:bundle:is-fold'], 'the log is not what the bundle was made of', () =>
  brokenBy(
    writing((event) =>
      event.event_type === 'task.validated'
        ? [{ ...event, payload: { ...event.payload, duration_ms: 9_999 } }]
        : [event],
    ),
  ),
);

mutant(t, ['telemetry:run:first-and-last'], 'the end of the run is not written', () =>
  brokenBy(writing((event) => (event.event_type === 'run.completed' ? [] : [event]))),
);

mutant(t, ['telemetry:run:verdict'], 'a run blames a task that did not fail', () =>
  brokenBy(
    { backend: retelling('run.completed', (event) => ({ ...event, payload: { ...event.payload, failed_task: 'a' } })) },
    FAILING,
  ),
);

mutant(t, ['telemetry:task:one-terminal'], 'a task ends twice', () =>
  brokenBy({
    backend: telling((event) => (event.event_type === 'task.completed' ? [event, event] : [event])),
  }),
);

mutant(t, ['telemetry:task:life-order'], 'a task becomes ready after its end', () =>
  brokenBy({
    backend: telling((event) =>
      event.event_type === 'task.completed' ? [event, { ...event, event_type: 'task.ready', payload: {} }] : [event],
    ),
  }),
);

mutant(t, ['telemetry:task:required-fields', 'telemetry:task:stages'], 'a start is not told', () =>
  brokenBy({ backend: retelling('task.started', () => null) }),
);

mutant(t, ['telemetry:task:stages'], 'a validation is not told', () =>
  brokenBy({ backend: retelling('task.validated', () => null) }),
);

mutant(t, ['telemetry:task:hashes'], 'an output has another hash and size', () =>
  brokenBy({
    backend: retelling('task.completed', (event) => ({
      ...event,
      payload: { ...event.payload, output_hash: 'f'.repeat(64), output_bytes: 1 },
    })),
  }),
);

mutant(t, ['telemetry:cancel:complete'], 'a task is cancelled in a run that goes on', () =>
  brokenBy(
    {
      backend: retelling('task.failed', (event) => ({
        ...event,
        event_type: 'task.cancelled',
        payload: { budget: event.payload.budget },
      })),
    },
    FAILING,
  ),
);

mutant(t, ['telemetry:content:none'], 'a prompt is written into a warning', () =>
  brokenBy({
    backend: retelling('model.invocation.started', (event) => ({
      ...event,
      payload: { ...event.payload, warnings: ['the prompt was SECRET-prompt-1'] },
    })),
  }),
);

mutant(t, ['telemetry:content:none'], 'an answer is quoted in a validation error', () =>
  brokenBy(
    {
      backend: retelling('task.validated', (event) => ({
        ...event,
        payload: {
          ...event.payload,
          validation_errors: [{ path: '/n', keyword: 'type', message: 'SECRET-answer-1 is no integer' }],
        },
      })),
    },
    { ...ANSWERED, turns: { q: [BAD, GOOD] } },
  ),
);
