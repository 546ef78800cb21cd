import t from 'tap';
import { backendOver, freeze, operation, run, threads } from '../support/run-graph.ts';

const pool = threads();
t.teardown(() => pool.close());
const backend = backendOver(pool);
const from = (id: string, pointer?: string) => ({ $from: id, ...(pointer === undefined ? {} : { pointer }) });
const code = (error: { details: { readonly [key: string]: unknown } } | null) => error?.details.code;

t.test('a chain, a fan-out and a join give the right output, with complete telemetry', async (t) => {
  const graph = freeze([
    operation('a', 'math.add', { values: [1, 2] }, { schema: { type: 'number' } }),
    ...['b', 'c', 'd'].map((id) => operation(id, 'math.add', { values: [from('a'), 1] }, { dependencies: ['a'] })),
    operation(
      'sum',
      'math.add',
      { values: ['b', 'c', 'd'].map((id) => from(id)) },
      {
        type: 'aggregation',
        dependencies: ['b', 'c', 'd'],
      },
    ),
  ]);
  const { outcome, bundle, events, content, task } = await run(backend, graph);
  t.equal(outcome.final_output, 12);
  t.equal(bundle.status, 'success');
  t.equal(bundle.summary.model_invocation_count, 0);
  t.same(
    events.map(({ seq }) => seq),
    events.map((_, index) => index),
    'seq has no gaps',
  );
  t.same(
    events.slice(1, 6).map(({ event_type }) => event_type),
    Array(5).fill('task.created'),
  );
  t.same(task('a').stages.slice(2), ['DETERMINISTIC_EXECUTION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED']);
  t.same(task('sum').stages.slice(2), ['AGGREGATION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED']);
  t.match(task('sum'), {
    operation: 'math.add',
    operation_version: '1.0.0',
    validation_status: 'pass',
    output_bytes: 2,
  });
  t.equal(content.outputOf('sum'), 12);
  t.ok(content.entries.some((entry) => entry.kind === 'declared_input' && entry.task_id === 'sum'));
});

t.test('a false guard skips its task, and references into it are null', async (t) => {
  const graph = freeze([
    operation('a', 'data.echo', { value: { simple: true } }),
    operation(
      'b',
      'data.echo',
      { value: 1 },
      {
        dependencies: ['a'],
        when: { $from: 'a', pointer: '/simple', equals: false },
      },
    ),
    operation('c', 'data.wrap', { value: from('b', '/deep/inside') }, { dependencies: ['b'] }),
  ]);
  const { outcome, task, events } = await run(backend, graph);
  t.same(outcome, { final_output: { value: null }, error: null });
  t.equal(task('b').status, 'skipped');
  t.match(events.find((event) => event.event_type === 'task.skipped')?.payload, { reason: 'guard' });
});

t.test('a failed task takes its dependents with it and nothing else, and the root is still delivered', async (t) => {
  const graph = freeze([
    operation('bad', 'test.fail', { reason: 'on purpose' }),
    operation('after', 'data.echo', { value: from('bad') }, { dependencies: ['bad'] }),
    operation('later', 'data.echo', { value: from('after') }, { dependencies: ['after'] }),
    operation('other', 'data.echo', { value: 7 }),
  ]);
  const { outcome, bundle, task } = await run(backend, graph);
  t.equal(bundle.status, 'failed');
  t.equal(bundle.stop_reason, 'EXECUTION_FAILURE');
  t.equal(bundle.failed_task, 'bad');
  t.equal(outcome.final_output, 7);
  t.match(outcome.error, { message: /on purpose/, details: { code: 'KORA_OPERATION_FAILED', task_id: 'bad' } });
  for (const id of ['after', 'later']) {
    t.match(task(id), { status: 'failed', stop_reason: 'DEPENDENCY_FAILURE', error_code: 'KORA_DEPENDENCY_FAILED' });
  }
});

t.test('a task that may be skipped leaves null, and the run succeeds', async (t) => {
  const graph = freeze([
    operation('bad', 'test.fail', { reason: 'on purpose' }, { on_failure: 'skip' }),
    operation('after', 'data.wrap', { value: from('bad', '/x') }, { dependencies: ['bad'] }),
  ]);
  const { outcome, bundle, task } = await run(backend, graph);
  t.equal(bundle.status, 'success');
  t.same(outcome.final_output, { value: null });
  t.match(task('bad'), { status: 'skipped', stop_reason: 'EXECUTION_FAILURE', error_code: 'KORA_OPERATION_FAILED' });
});

const failures: readonly [string, Record<string, unknown>, Record<string, unknown>, string, string][] = [
  ['math.add', { values: ['a'] }, {}, 'KORA_OPERATION_BAD_ARGUMENTS', 'VALIDATION_ERROR'],
  ['data.echo', { value: 'a' }, { schema: { type: 'number' } }, 'KORA_TASK_SCHEMA_VIOLATION', 'VALIDATION_ERROR'],
  ['data.echo', { value: 'a' }, { schema: { type: 'strange' } }, 'KORA_TASK_BAD_SCHEMA', 'VALIDATION_ERROR'],
  ['data.wrong', {}, {}, 'KORA_OPERATION_BAD_RESULT', 'EXECUTION_FAILURE'],
  ['test.nothing', {}, {}, 'KORA_OPERATION_BAD_RESULT', 'EXECUTION_FAILURE'],
  ['test.deep', {}, {}, 'KORA_OPERATION_BAD_RESULT', 'EXECUTION_FAILURE'],
  ['test.surrogate', {}, {}, 'KORA_OPERATION_BAD_RESULT', 'EXECUTION_FAILURE'],
  ['test.long', { length: 100_001 }, {}, 'KORA_OPERATION_RESULT_TOO_LARGE', 'EXECUTION_FAILURE'],
  ['test.recurse', {}, {}, 'KORA_OPERATION_STACK_OVERFLOW', 'EXECUTION_FAILURE'],
  ['no.such', {}, {}, 'KORA_OPERATION_UNKNOWN', 'EXECUTION_FAILURE'],
];
for (const [name, args, more, expected, stop] of failures) {
  t.test(`${name} with ${JSON.stringify({ args, ...more })} ends with ${expected}`, async (t) => {
    const { outcome, bundle, task } = await run(backend, freeze([operation('x', name, args, more)]));
    t.equal(code(outcome.error), expected);
    t.equal(bundle.stop_reason, stop);
    t.equal(task('x').error_code, expected);
    t.equal(outcome.final_output, null);
  });
}

t.test(
  'what every object inherits is no member of an output: it is missed where required, and not judged',
  async (t) => {
    const given = (value: unknown, schema: unknown) =>
      run(backend, freeze([operation('x', 'data.echo', { value }, { schema })])).then(({ task }) => task('x').status);
    for (const name of ['toString', 'constructor', 'valueOf', 'hasOwnProperty']) {
      const declared = { type: 'object', properties: { [name]: { type: 'string' } } };
      t.equal(await given({}, { ...declared, required: [name] }), 'failed', `${name} is not there`);
      t.equal(await given({}, declared), 'success', `${name} need not be there`);
      t.equal(await given({ [name]: 1 }, declared), 'failed', `${name} is there, and no string`);
      t.equal(await given({ [name]: 'x' }, { ...declared, required: [name] }), 'success', `${name} is as it must be`);
      const dependent = { type: 'object', dependentRequired: { [name]: ['other'] } };
      t.equal(await given({}, dependent), 'success', `nothing depends on ${name}`);
    }
  },
);

t.test('a broken library fails the tasks that use it, and says so', async (t) => {
  const [operationOf] = (await import('../support/test-library.ts')).testLibrary.operations;
  if (operationOf === undefined) throw new Error('the test library is empty');
  const broken = {
    id: 'broken',
    specVersion: '1.0' as const,
    operations: [{ ...operationOf, name: 'broken.one' }],
    script: { filename: 'broken.js', source: 'throw new Error("no good")' },
  };
  const { outcome } = await run(backend, freeze([operation('x', 'broken.one')]), { operations: [broken] });
  t.match(outcome.error, { message: /no good/, details: { code: 'KORA_OPERATION_LIBRARY_FAILED' } });
});

t.test('a pointer to nothing fails its task', async (t) => {
  const graph = freeze([
    operation('a', 'data.echo', { value: { x: 1 } }),
    operation('b', 'data.echo', { value: from('a', '/y') }, { dependencies: ['a'] }),
  ]);
  const { outcome, bundle } = await run(backend, graph);
  t.match(outcome.error, { message: /a\/y/, details: { code: 'KORA_TASK_MISSING_VALUE', task_id: 'b' } });
  t.equal(bundle.stop_reason, 'VALIDATION_ERROR');
});

t.test(
  'a task that runs too long times out alone, also one stuck in a pattern or in what it left behind',
  async (t) => {
    const quick = ['p', 'q', 'r'].map((id) => operation(id, 'data.echo', { value: id }));
    // Runs first, so that the operations are known to be cheap and travel together.
    await run(backend, freeze([...quick, operation('later', 'escape.locale')]));
    for (const name of ['test.forever', 'test.backtrack', 'escape.later']) {
      const slow = operation('slow', name, {}, { budget: { max_time_ms: 150 } });
      const { outcome, bundle, task } = await run(backend, freeze([slow, ...quick]));
      t.match(task('slow'), { status: 'timeout', stop_reason: 'TIMEOUT', error_code: 'KORA_TASK_TIMEOUT' }, name);
      t.equal(task('slow').budget.remaining.time_ms, 0);
      for (const id of ['p', 'q', 'r']) t.equal(task(id).status, 'success');
      t.equal(bundle.stop_reason, 'TIMEOUT');
      t.equal(outcome.final_output, 'r');
    }
  },
);

t.test('cancelling ends every open task as cancelled, the busy one too', async (t) => {
  const controller = new AbortController();
  const graph = freeze([
    operation('busy', 'test.forever'),
    operation('waiting', 'data.echo', { value: from('busy') }, { dependencies: ['busy'] }),
  ]);
  const { bundle, outcome, events } = await run(backend, graph, {
    signal: controller.signal,
    onItem: (item) => {
      // Shown as running although its segment has not come back.
      if (item.kind === 'event' && item.event.event_type === 'task.started') controller.abort(new Error('enough'));
    },
  });
  t.equal(bundle.status, 'cancelled');
  t.equal(bundle.stop_reason, null);
  t.equal(outcome.error, null);
  t.same(
    bundle.tasks.map(({ status }) => status),
    ['cancelled', 'cancelled'],
  );
  t.equal(events.at(-1)?.event_type, 'run.completed');
});

t.test('a run that is cancelled before it starts runs nothing', async (t) => {
  const { bundle } = await run(backend, freeze([operation('a', 'data.echo', { value: 1 })]), {
    signal: AbortSignal.abort(),
  });
  t.equal(bundle.status, 'cancelled');
  t.same(
    bundle.tasks.map(({ status }) => status),
    ['cancelled'],
  );
});

t.test('a reader that stops early stops the run', async (t) => {
  const graph = freeze([operation('busy', 'test.forever')]);
  const stopped = run(backend, graph, {
    onItem: () => {
      throw new Error('the reader is gone');
    },
  });
  await t.rejects(stopped, { message: 'the reader is gone' });
});

t.test('the time of the run ends all that is open with a budget breach', async (t) => {
  const graph = freeze(
    [
      operation('busy', 'test.forever'),
      operation('waiting', 'data.echo', { value: from('busy') }, { dependencies: ['busy'] }),
    ],
    { budget: { max_total_time_ms: 200 } },
  );
  const { bundle, outcome, events } = await run(backend, graph);
  t.equal(bundle.stop_reason, 'BUDGET_BREACH');
  t.equal(bundle.summary.budget_breaches, 1);
  t.equal(code(outcome.error), 'KORA_RUN_TIME_EXHAUSTED');
  t.match(events.find((event) => event.event_type === 'budget.breached')?.payload, {
    kind: 'time',
    scope: 'graph',
    declared: 200,
  });
  t.same(
    bundle.tasks.map(({ stop_reason }) => stop_reason),
    ['BUDGET_BREACH', 'BUDGET_BREACH'],
  );
});

t.test('a run whose time is over when its last task has done well fails, and no task is to blame', async (t) => {
  let late = 0;
  const slow = backendOver(pool, { monotonic: () => performance.now() + late });
  const onOutput = () => {
    late = 60_000;
  };
  const graph = freeze([operation('a', 'data.echo', { value: 1 })], { budget: { max_total_time_ms: 30_000 } });
  const { bundle, outcome, task } = await run(slow, graph, { onOutput });
  t.equal(task('a').status, 'success');
  t.match(bundle, { status: 'failed', stop_reason: 'BUDGET_BREACH', failed_task: null });
  t.equal(code(outcome.error), 'KORA_RUN_TIME_EXHAUSTED');
});

t.test('the order of keys in a graph changes neither its hash nor any output', async (t) => {
  const one = freeze([operation('a', 'data.keys', { value: { x: 1, a: 2, m: 3 } })]);
  const two = freeze([operation('a', 'data.keys', { value: { m: 3, x: 1, a: 2 } })]);
  t.equal(one.graph_hash, two.graph_hash);
  const [first, second] = [await run(backend, one), await run(backend, two)];
  t.same(first.outcome.final_output, second.outcome.final_output);
  t.equal(first.task('a').output_hash, second.task('a').output_hash);
});

t.test('nothing of the machine, and nothing of another task, is within reach of an operation', async (t) => {
  const result = async (name: string) => (await run(backend, freeze([operation('x', name)]))).outcome;
  t.same((await result('escape.globals')).final_output, Array(6).fill('undefined'));
  for (const name of ['escape.now', 'escape.date', 'escape.temporal', 'escape.random']) {
    t.match((await result(name)).error, { message: /not available to an operation/ }, name);
  }
  for (const name of ['escape.function', 'escape.constructor']) {
    t.match((await result(name)).error, { message: /Code generation from strings disallowed/ }, name);
  }
  for (let round = 0; round < 3; round++) {
    t.same((await result('escape.leak')).final_output, ['undefined', 'undefined', 'function']);
  }
  t.same((await result('escape.locale')).final_output, [12, '2026-07-01T00:00:00.000Z', '1,234.5', 'UTC']);
});
