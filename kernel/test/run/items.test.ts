import { type BackendEvent, decode, type TaskGraph, taskGraphCodec } from '@kora/contracts';
import t from 'tap';
import { account, type EventMaker, scriptedBackend } from './support/scripted-backend.ts';
import { serviceOver } from './support/service.ts';

const task = (id: string, more = {}) => {
  const input = { operation: 'value.constant', arguments: {} };
  return { version: '1.1', id, type: 'deterministic', input, ...more };
};

/** A task `m` that may be repeated over at most two items of `a`, and one that may not. */
function mappedGraph(): TaskGraph {
  const mapped = task('m', { dependencies: ['a'], for_each: { $from: 'a', max_items: 2 } });
  const draft = { kora_version: '1.1.0', graph_id: 'g', root: 'm', tasks: [task('a'), mapped] };
  const decoded = decode(taskGraphCodec, draft);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left));
  return decoded.right;
}

const announce = (e: EventMaker, item_count: number, id = 'm') => e.event('task.expanded', { item_count }, id);
/** The end of `m` with what comes between its start and that. */
const mapped = (e: EventMaker, ...between: readonly BackendEvent[]) => {
  const [created, ready, started, completed] = e.success('m', []);
  return [created, ready, started, ...between, completed].filter((event) => event !== undefined);
};

/** The events of a backend, numbered anew in their order. */
const inOrder = (events: readonly BackendEvent[]): readonly BackendEvent[] =>
  events.map((item, i) => ('event' in item ? { ...item, event: { ...item.event, seq: i + 1 } } : item));

const runOf = async (script: (e: EventMaker) => readonly BackendEvent[]) => {
  const backend = scriptedBackend(async function* (events) {
    yield* inOrder(script(events));
  });
  const run = await serviceOver(backend).service.submit({ api_version: '1.0', taskgraph: mappedGraph() });
  return run.result;
};

t.test('a result with exactly the announced items passes, with or without any', async (t) => {
  const two = await runOf((e) => [
    ...e.success('a', []),
    ...mapped(e, announce(e, 2), ...e.success('m[0]', 1), ...e.success('m[1]', 1)),
    e.outcome([]),
  ]);
  t.match(two, { status: 'success', telemetry: { summary: { total_tasks: 2, deterministic_task_count: 2 } } });
  t.equal(two.telemetry.tasks.length, 4);
  t.equal((await runOf((e) => [...e.success('a', []), ...mapped(e, announce(e, 0)), e.outcome([])])).status, 'success');
});

type Lie = readonly [string, RegExp, (e: EventMaker) => readonly BackendEvent[]];
const lies: readonly Lie[] = [
  [
    'more items than declared',
    /m has 3 items and declares at most 2/,
    (e) => mapped(e, announce(e, 3), ...[0, 1, 2].flatMap((i) => e.success(`m[${i}]`, 1))),
  ],
  ['an item too few', /does not know task m\[1\]/, (e) => mapped(e, announce(e, 2), ...e.success('m[0]', 1))],
  [
    'an item too many',
    /knows 4 of 3 tasks and items/,
    (e) => mapped(e, announce(e, 1), ...e.success('m[0]', 1), ...e.success('m[1]', 1)),
  ],
  ['items that nobody announced', /knows 3 of 2 tasks and items/, (e) => mapped(e, ...e.success('m[0]', 1))],
  [
    'items of a task without a list',
    /1 items of task a, which is not repeated/,
    (e) => [announce(e, 1, 'a'), ...e.success('a[0]', 1), ...mapped(e, announce(e, 0))],
  ],
  ['an item left open', /how task m\[0\] ended/, (e) => mapped(e, announce(e, 1), ...e.success('m[0]', 1).slice(0, 3))],
];

for (const [what, reason, script] of lies) {
  t.test(`a result with ${what} is refused, and the record is complete all the same`, async (t) => {
    const result = await runOf((e) => [...e.success('a', []), ...script(e), e.outcome([])]);
    t.match(result, { status: 'failed', error: { details: { code: 'KORA_RUN_RESULT_REFUSED', reason } } });
    t.ok(result.telemetry.tasks.every((told) => told.finished_at !== null));
  });
}

t.test('a backend that breaks off in the middle of a list leaves every announced item with an end', async (t) => {
  const { telemetry } = await runOf((e) => [
    ...e.success('a', []),
    ...e.success('m', []).slice(0, 3),
    announce(e, 2),
    ...e.success('m[0]', 1),
    e.event('task.created', { task_type: 'deterministic', budget: account(4) }, 'm[1]'),
  ]);
  t.match(
    telemetry.tasks.map(({ task_id, status, error_code }) => [task_id, status, error_code]),
    [
      ['a', 'success', null],
      ['m', 'failed', 'KORA_BACKEND_FAILED'],
      ['m[0]', 'success', null],
      ['m[1]', 'failed', 'KORA_BACKEND_FAILED'],
    ],
  );
  const open = telemetry.tasks.find(({ task_id }) => task_id === 'm[1]');
  t.equal(open?.budget.remaining.tokens, 6, 'with the account that it had');
});
