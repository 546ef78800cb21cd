import { ScriptedConnector } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { backendOver, type Draft, freeze, model, operation, run, threads } from '../support/run-graph.ts';

const pool = threads();
t.teardown(() => pool.close());
const backend = backendOver(pool, { calls_per_connector: 2 });

const END = ['task.completed', 'task.failed', 'task.skipped', 'task.cancelled'];
const TIMES = ['tokens', 'time_ms', 'retries'] as const;

/** How one task of a random graph behaves. Indices of dependencies are taken modulo the tasks before it. */
const taskArbitrary = fc.record({
  kind: fc.constantFrom('echo', 'echo', 'echo', 'fail', 'model', 'wrong'),
  on_failure: fc.constantFrom('fail', 'fail', 'skip'),
  guarded: fc.integer({ min: 0, max: 5 }),
  dependencies: fc.uniqueArray(fc.nat(40), { maxLength: 3 }),
});
type Shape = typeof taskArbitrary extends fc.Arbitrary<infer T> ? T : never;

function draftOf(shape: Shape, index: number): Draft {
  const dependencies = index === 0 ? [] : [...new Set(shape.dependencies.map((n) => `t${n % index}`))];
  const guard = dependencies.length > 0 && shape.guarded === 0;
  const more = {
    dependencies,
    on_failure: shape.on_failure,
    ...(guard ? { when: { $from: dependencies[0], exists: false } } : {}),
  };
  const value = dependencies.map((id) => ({ $from: id }));
  if (shape.kind === 'model')
    return model(`t${index}`, { ...more, budget: { max_tokens: 20, max_time_ms: 5_000, max_retries: 1 } });
  if (shape.kind === 'fail') return operation(`t${index}`, 'test.fail', { reason: 'random' }, more);
  if (shape.kind === 'wrong')
    return operation(`t${index}`, 'data.echo', { value }, { ...more, schema: { type: 'string' } });
  return operation(`t${index}`, 'data.echo', { value }, more);
}

/** A connector that answers, lies, cuts and fails in an order of its own. */
const moody = () =>
  new ScriptedConnector({
    script: (_, index) =>
      [
        { text: 'fine' },
        { text: '' },
        { text: 'cut', ending: 'cut' as const },
        { text: 'y'.repeat(200), ignores_max_tokens: true },
      ][index % 4] ?? {},
  });

t.test('any graph ends with complete telemetry, one end for each task, and budgets that only shrink', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(taskArbitrary, { minLength: 1, maxLength: 30 }),
      fc.nat(40),
      async (shapes, cancelAfter) => {
        const connector = moody();
        const controller = new AbortController();
        const graph = freeze(shapes.map(draftOf));
        let seen = 0;
        const { events, bundle, outcome } = await run(backend, graph, {
          connectors: [connector],
          signal: controller.signal,
          onItem: () => {
            // One run in a few is cancelled somewhere in the middle.
            if (cancelAfter > 30 && ++seen === cancelAfter) controller.abort(new Error('random'));
          },
        });
        const ends = new Map<string, number>();
        const remaining = new Map<string, Record<(typeof TIMES)[number], number>>();
        let invocations = 0;
        for (const [index, event] of events.entries()) {
          if (event.seq !== index || event.event_id !== `run-for-a-test:${index}`) throw new Error('a gap in seq');
          const id = event.task_id ?? '';
          if (ends.has(id)) throw new Error(`${event.event_type} after the end of ${id}`);
          if (END.includes(event.event_type)) ends.set(id, 1);
          if (event.event_type === 'model.invocation.started') invocations++;
          if (id === '' || !('budget' in event.payload) || !('declared' in event.payload.budget)) continue;
          const { budget } = event.payload;
          const before = remaining.get(id) ?? budget.declared;
          for (const field of TIMES) {
            if (budget.remaining[field] > before[field]) throw new Error(`${field} of ${id} grew`);
          }
          remaining.set(id, budget.remaining);
        }
        if (ends.size !== shapes.length) throw new Error('a task without an end');
        if (invocations !== connector.calls.length) throw new Error('a hidden or invented call');
        if (connector.calls.some((call) => call.outcome === 'running')) throw new Error('a call outlived its run');
        const failed = bundle.tasks.some(({ status }) => status === 'failed' || status === 'timeout');
        const expected = controller.signal.aborted
          ? ['cancelled', failed ? 'failed' : 'success']
          : [failed ? 'failed' : 'success'];
        if (!expected.includes(bundle.status)) throw new Error(`${bundle.status} with failed=${failed}`);
        if ((outcome.error === null) !== (bundle.status !== 'failed')) throw new Error('error and status disagree');
      },
    ),
    { numRuns: 40 },
  );
  t.pass('40 graphs');
});

t.test('the same graph gives the same outputs on one worker and on many, alone and in company', async (t) => {
  const other = threads(1);
  t.teardown(() => other.close());
  const alone = backendOver(other);
  await fc.assert(
    fc.asyncProperty(fc.array(taskArbitrary, { minLength: 1, maxLength: 25 }), async (shapes) => {
      const graph = freeze(
        shapes.map((shape) => ({ ...shape, kind: shape.kind === 'model' ? 'echo' : shape.kind })).map(draftOf),
      );
      const [one, two] = await Promise.all([run(backend, graph), run(alone, graph), run(backend, graph)]);
      const digest = (finished: typeof one) =>
        finished.bundle.tasks.map(({ output_hash, status, stages }) => [output_hash, status, stages]);
      if (JSON.stringify(digest(one)) !== JSON.stringify(digest(two))) throw new Error('outputs differ');
      if (JSON.stringify(one.outcome.final_output) !== JSON.stringify(two.outcome.final_output))
        throw new Error('roots differ');
    }),
    { numRuns: 30 },
  );
  t.pass('30 graphs');
});
