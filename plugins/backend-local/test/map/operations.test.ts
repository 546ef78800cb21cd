import t from 'tap';
import { backendOver, operation, run, threads } from '../support/run-graph.ts';
import { each, graphOf, list } from './support.ts';

const pool = threads();
t.teardown(() => pool.close());
const backend = backendOver(pool);
const ITEM = { $from: '$item' };

t.test('a task runs once for each item, and gives the outputs in the order of the list', async (t) => {
  const add = each('math.add', { values: [ITEM, { $from: '$index' }] }, { name: 'Sum' });
  const { outcome, bundle, task, content } = await run(backend, graphOf([list([3, 1, 2]), add]));
  t.same(outcome, { final_output: [3, 2, 4], error: null });
  t.match(task('each'), { status: 'success', item_count: 3, validation_status: 'pass', operation: 'math.add' });
  const items = bundle.tasks.filter(({ task_id }) => task_id.startsWith('each['));
  t.match(
    items.map(({ task_id, task_name, status }) => [task_id, task_name, status]),
    [0, 1, 2].map((index) => [`each[${index}]`, 'Sum', 'success']),
  );
  for (const { item_count, input_hash, stages } of items) {
    t.equal(item_count, undefined);
    t.match(input_hash, /^[0-9a-f]{64}$/);
    t.same(stages.slice(2), ['DETERMINISTIC_EXECUTION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED']);
  }
  t.match(bundle.summary, { total_tasks: 2, deterministic_task_count: 2 }, 'tasks of the graph are counted');
  const kept = content.entries.filter(({ task_id }) => task_id === 'each[1]');
  t.match(kept, [
    { kind: 'input', value: { operation: 'math.add', arguments: { values: [1, 1] } } },
    { kind: 'output', value: 2 },
  ]);
});

t.test('the input of an item is the same as that of a task that is written out', async (t) => {
  const written = operation(
    'written',
    'data.wrap',
    { value: [{ $from: 'list', pointer: '/0/name' }, 0] },
    { dependencies: ['list'] },
  );
  const mapped = each('data.wrap', { value: [{ ...ITEM, pointer: '/name' }, { $from: '$index' }] });
  const { task, outcome } = await run(backend, graphOf([list([{ name: 'x' }]), written, mapped]));
  t.same(outcome.final_output, [{ value: ['x', 0] }]);
  t.equal(task('each[0]').input_hash, task('written').input_hash);
  t.equal(task('each[0]').output_hash, task('written').output_hash);
});

t.test('an empty list gives an empty list, and what depends on it runs', async (t) => {
  const after = operation('after', 'data.wrap', { value: { $from: 'each' } }, { dependencies: ['each'] });
  const { outcome, task, bundle } = await run(
    backend,
    graphOf([list([]), each('math.add', { values: [ITEM] }), after]),
  );
  t.same(outcome, { final_output: { value: [] }, error: null });
  t.match(task('each'), { status: 'success', item_count: 0, output_bytes: 2 });
  t.equal(bundle.tasks.length, 3);
});

t.test('maps follow each other, and take their list from anywhere in an output', async (t) => {
  const next = operation(
    'next',
    'math.add',
    { values: [ITEM, { $from: 'list', pointer: '/more/0' }] },
    {
      dependencies: ['list', 'each'],
      for_each: { $from: 'each', max_items: 3 },
    },
  );
  const first = each(
    'math.add',
    { values: [ITEM, 10] },
    { for_each: { $from: 'list', pointer: '/rows', max_items: 3 } },
  );
  const { outcome } = await run(backend, graphOf([list({ rows: [1, 2, 3], more: [100] }), first, next]));
  t.same(outcome.final_output, [111, 112, 113]);
});

t.test('what an item holds is data, whatever it looks like', async (t) => {
  const hostile = [{ $from: 'list' }, { $from: '$item' }, [{ $from: 'secret', pointer: '/x' }], '$item', null];
  const text = operation('list', 'test.parse', { json: JSON.stringify(hostile) });
  const { outcome, task } = await run(backend, graphOf([text, each('data.echo', { value: ITEM })]));
  t.same(outcome, { final_output: hostile, error: null });
  t.equal(task('each').output_bytes, Buffer.byteLength(JSON.stringify(hostile)));
});

const refused: readonly [string, unknown, string | null, string, RegExp][] = [
  ['an object', { length: 2 }, null, 'KORA_MAP_NO_LIST', /over list, which is an object and no list/],
  ['a text', 'abc', null, 'KORA_MAP_NO_LIST', /which is a string/],
  ['nothing', null, null, 'KORA_MAP_NO_LIST', /which is null/],
  ['a number in a list', [[1, 2], 3], '/1', 'KORA_MAP_NO_LIST', /over list\/1, which is a number/],
  ['a place that is not there', { rows: [] }, '/lines', 'KORA_TASK_MISSING_VALUE', /list\/lines/],
  ['more items than declared', [1, 2, 3, 4], null, 'KORA_MAP_TOO_MANY_ITEMS', /has 4 items, and declares at most 3/],
];

for (const [what, value, pointer, code, says] of refused) {
  t.test(`${what} fails the task before any item runs`, async (t) => {
    const for_each = { $from: 'list', max_items: 3, ...(pointer === null ? {} : { pointer }) };
    const { outcome, task, bundle } = await run(
      backend,
      graphOf([list(value), each('data.echo', { value: ITEM }, { for_each })]),
    );
    t.match(outcome, {
      final_output: null,
      error: { error_type: 'VALIDATION_ERROR', details: { code, task_id: 'each' } },
    });
    t.match(outcome.error?.message, says);
    t.match(task('each'), { status: 'failed', stop_reason: 'VALIDATION_ERROR', error_code: code, started_at: null });
    t.equal(bundle.tasks.length, 2, 'no item is known');
    t.equal(bundle.failed_task, 'each');
  });
}

t.test('a failed item fails the task with its index and path, and the other items finish', async (t) => {
  const check = each(
    'data.echo',
    { value: ITEM },
    { schema: { type: 'number' }, for_each: { $from: 'list', pointer: '/rows', max_items: 9 } },
  );
  const { outcome, task, bundle } = await run(backend, graphOf([list({ rows: [1, 'two', 3, 'four'] }), check]));
  t.match(outcome.error, {
    error_type: 'VALIDATION_ERROR',
    message:
      /^Item 1 of task each \(\/rows\/1 in the output of list\) failed\. The output of task each\[1\] does not fit/,
    details: { code: 'KORA_TASK_SCHEMA_VIOLATION', task_id: 'each[1]', item_index: 1, item_path: '/rows/1' },
  });
  t.match(task('each'), { status: 'failed', stop_reason: 'VALIDATION_ERROR', output_hash: null });
  t.same(
    [0, 1, 2, 3].map((index) => task(`each[${index}]`).status),
    ['success', 'failed', 'success', 'failed'],
  );
  t.equal(bundle.failed_task, 'each');
});

t.test('an item that may be skipped leaves null in its place', async (t) => {
  const check = each('data.echo', { value: ITEM }, { schema: { type: 'number' }, on_failure: 'skip' });
  const { outcome, task, bundle } = await run(backend, graphOf([list([1, 'two', 3]), check]));
  t.same(outcome, { final_output: [1, null, 3], error: null });
  t.match(task('each[1]'), { status: 'skipped', error_code: 'KORA_TASK_SCHEMA_VIOLATION' });
  t.match([task('each').status, bundle.status], ['success', 'success']);
  t.equal(task('each').output_bytes, Buffer.byteLength('[1,null,3]'));
});

t.test('a guard decides about the whole task', async (t) => {
  const guarded = each('data.echo', { value: ITEM }, { when: { $from: 'list', pointer: '/0', equals: 5 } });
  const { outcome, task, bundle } = await run(backend, graphOf([list([1, 2]), guarded]));
  t.same(outcome, { final_output: null, error: null });
  t.match([task('each').status, bundle.tasks.length], ['skipped', 2]);
});

t.test('items share their time, and none is begun when it is used up', async (t) => {
  const forever = each('test.forever', {}, { budget: { max_time_ms: 150 } });
  const many = list(Array.from({ length: 20 }, (_, i) => i));
  const { outcome, task, bundle } = await run(backend, graphOf([many, forever]));
  t.match(outcome.error?.details, { code: 'KORA_TASK_TIMEOUT', item_index: 0 });
  t.match(task('each'), { status: 'timeout', stop_reason: 'TIMEOUT', budget: { remaining: { time_ms: 0 } } });
  const items = bundle.tasks.filter(({ task_id }) => task_id.startsWith('each['));
  t.ok(items.every(({ status }) => status === 'timeout'));
  t.ok(
    items.filter(({ started_at }) => started_at !== null).length <= pool.width + 1,
    'only those that were under way ran',
  );
});

t.test('outputs that are too large together fail the task', async (t) => {
  const long = each('test.long', { length: 30_000 });
  const { outcome } = await run(backend, graphOf([list([1, 2, 3, 4]), long]));
  t.match(outcome.error, { details: { code: 'KORA_MAP_RESULT_TOO_LARGE', size_bytes: 4 * 30_002 + 5 } });
});

t.test('a thousand items travel without the whole list, and beside other tasks', async (t) => {
  const values = Array.from({ length: 1_000 }, (_, i) => ({ i, text: 'x'.repeat(50) }));
  const mapped = each(
    'data.wrap',
    { value: { ...ITEM, pointer: '/i' } },
    { for_each: { $from: 'list', max_items: 1_000 } },
  );
  const beside = Array.from({ length: 50 }, (_, i) =>
    operation(`t${i}`, 'data.echo', { value: i }, { dependencies: ['list'] }),
  );
  const root = operation(
    'root',
    'data.echo',
    { value: { $from: 'each' } },
    {
      dependencies: ['each', ...beside.map(({ id }) => id)],
    },
  );
  const { outcome, bundle } = await run(backend, graphOf([list(values), mapped, ...beside, root]));
  t.same(
    outcome.final_output,
    values.map(({ i }) => ({ value: i })),
  );
  t.equal(bundle.tasks.length, 1_053);
});

t.test('a run that is cancelled cancels the items that have not ended, and the task', async (t) => {
  const controller = new AbortController();
  const graph = graphOf([
    list([1, 2, 3, 4, 5, 6, 7, 8]),
    each('test.forever', {}, { budget: { max_time_ms: 60_000 } }),
  ]);
  const { bundle, outcome } = await run(backend, graph, {
    signal: controller.signal,
    onItem: (item) => {
      const shown =
        item.kind === 'event' && item.event.event_type === 'task.started' && item.event.task_id === 'each[0]';
      if (shown) controller.abort(new Error('cancelled'));
    },
  });
  t.equal(bundle.status, 'cancelled');
  t.same(outcome, { final_output: null, error: null });
  t.ok(bundle.tasks.filter(({ task_id }) => task_id !== 'list').every(({ status }) => status === 'cancelled'));
});

t.test('outputs that no list can hold fail the task with what to do, and their items are on record', async (t) => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  const deep = operation('deep', 'data.echo', { value: nested(63) });
  const deepest = operation('deepest', 'data.wrap', { value: { $from: 'deep' } }, { dependencies: ['deep'] });
  const items = { dependencies: ['list', 'deepest'] };
  const each64 = each('data.echo', { value: { $from: 'deepest' } }, items);
  const { outcome, task } = await run(backend, graphOf([list([1]), deep, deepest, each64]));
  t.match(outcome, { final_output: null, error: { message: /more than 64 levels.*flatter/ } });
  t.match([task('each').error_code, task('each[0]').status], ['KORA_MAP_RESULT_TOO_DEEP', 'success']);
});
