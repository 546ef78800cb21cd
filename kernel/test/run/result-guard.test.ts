import type { BackendEvent, BudgetState } from '@kora/contracts';
import t from 'tap';
import { account, type EventMaker, graphOf, scriptedBackend } from './support/scripted-backend.ts';
import { serviceOver } from './support/service.ts';

type Lie = readonly [string, RegExp, (events: EventMaker) => readonly BackendEvent[]];

const raised: BudgetState = { ...account(4), remaining: { tokens: 8, time_ms: 100, retries: 1 } };
const invocation = (events: EventMaker, budget: BudgetState) =>
  events.event('retry.scheduled', { reason: 'empty', backoff_ms: 0, budget }, 'a');

/** Every way in which a backend's result may disagree with its record. */
const lies: readonly Lie[] = [
  ['of another graph', /another graph/, (e) => [...e.success('a', 1), e.outcome(1, { graph_hash: '0'.repeat(64) })]],
  [
    'with an output that telemetry does not name',
    /not the one/,
    (e) => [...e.success('a', 1), e.outcome(2, { output_hash: 'f'.repeat(64) })],
  ],
  ['without a task', /knows 0 of 1 tasks/, (e) => [e.outcome(1)]],
  ['with a task left open', /how task a ended/, (e) => [...e.success('a', 1).slice(0, 3), e.outcome(1)]],
  [
    'with hashes missing',
    /input and output of task a/,
    (e) => [...e.success('a', 1).filter((_, i) => i !== 2), e.outcome(1)],
  ],
  [
    'that claims success over a failed task',
    /claims success/,
    (e) => [
      ...e.success('a', 1).slice(0, 3),
      e.event(
        'task.failed',
        {
          status: 'failed',
          stop_reason: 'EXECUTION_FAILURE',
          error_code: 'KORA_X',
          execution_ms: 0,
          budget: account(),
        },
        'a',
      ),
      e.outcome(1),
    ],
  ],
  [
    'with a budget that grew',
    /remaining tokens grew/,
    (e) => [
      ...e.success('a', 1).slice(0, 1),
      invocation(e, account(4)),
      invocation(e, raised),
      ...e.success('a', 1).slice(1),
      e.outcome(1),
    ],
  ],
  [
    'with a budget declared anew',
    /declared budget changed/,
    (e) => [
      ...e.success('a', 1).slice(0, 1),
      invocation(e, account(0, 9)),
      ...e.success('a', 1).slice(1),
      e.outcome(1),
    ],
  ],
  [
    'with more left than declared',
    /more tokens remained/,
    (e) => [
      ...e.success('a', 1).slice(0, 1),
      invocation(e, { ...account(), remaining: { tokens: 11, time_ms: 100, retries: 1 } }),
      e.outcome(1),
    ],
  ],
];

for (const [what, reason, script] of lies) {
  t.test(`a result ${what} is refused`, async (t) => {
    const backend = scriptedBackend(async function* (events) {
      yield* script(events);
    });
    const run = await serviceOver(backend).service.submit({ api_version: '1.0', taskgraph: graphOf('a') });
    const result = await run.result;
    t.match(result, { status: 'failed', stop_reason: 'EXECUTION_FAILURE', final_output: null });
    t.match(result.error, { details: { code: 'KORA_RUN_RESULT_REFUSED', reason } });
    t.ok(
      result.telemetry.tasks.every((task) => task.finished_at !== null),
      'telemetry is complete all the same',
    );
  });
}

t.test('a backend that throws, or stops without a word, fails the run and leaves complete telemetry', async (t) => {
  for (const broken of [
    scriptedBackend(async function* (events) {
      yield* events.success('a', 1);
      throw new Error('disk on fire');
    }),
    scriptedBackend(async function* (events) {
      yield events.event('task.created', { task_type: 'deterministic', budget: account() }, 'a');
    }),
  ]) {
    const { service, logs } = serviceOver(broken);
    const run = await service.submit({ api_version: '1.0', taskgraph: graphOf('a', 'b') });
    const result = await run.result;
    t.match(result, { status: 'failed', error: { details: { code: 'KORA_BACKEND_FAILED' } } });
    t.same(result.telemetry.tasks.map((task) => task.task_id).sort(), ['a', 'b']);
    t.ok(result.telemetry.tasks.every((task) => task.finished_at !== null));
    t.equal(logs.get(run.run_id)?.at(-1)?.event_type, 'run.completed');
  }
});
