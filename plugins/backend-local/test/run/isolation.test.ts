import { hashJson } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { backendOver, type Draft, freeze, operation, processes, run } from '../support/run-graph.ts';

const pool = processes(2);
t.teardown(() => pool.close());
const backend = backendOver(pool);

const PATIENT = { budget: { max_time_ms: 60_000 } };
const HURRIED = { budget: { max_time_ms: 250 } };
/** Every way to misbehave, with the time that it is given and how it must end. */
const HOSTILE = {
  forever: [HURRIED, 'TIMEOUT', 'KORA_TASK_TIMEOUT'],
  backtrack: [HURRIED, 'TIMEOUT', 'KORA_TASK_TIMEOUT'],
  fill: [PATIENT, 'EXECUTION_FAILURE', 'KORA_OPERATION_CRASHED'],
  fatal: [PATIENT, 'EXECUTION_FAILURE', 'KORA_OPERATION_CRASHED'],
  recurse: [PATIENT, 'EXECUTION_FAILURE', 'KORA_OPERATION_STACK_OVERFLOW'],
} as const satisfies Record<string, readonly [Draft, string, string]>;
type How = keyof typeof HOSTILE;
const WAYS = Object.keys(HOSTILE) as readonly How[];

/** Those that do not take all workers down, after which each of them must start again. */
const QUICK = WAYS.filter((how) => how !== 'fatal');

const hostile = (id: string, how: How) => operation(id, 'test.misbehave', { how }, HOSTILE[how][0]);
const neighbour = (id: string, value: number) => operation(id, 'data.wrap', { value }, PATIENT);

/** Runs misbehaving tasks among neighbours. @returns what did not end as it had to. */
async function unexpected(tasks: readonly { readonly id: string; readonly how: How | number }[]): Promise<string[]> {
  const drafts = tasks.map(({ id, how }) => (typeof how === 'number' ? neighbour(id, how) : hostile(id, how)));
  const { task } = await run(backend, freeze(drafts));
  return tasks.flatMap(({ id, how }) => {
    const { status, stop_reason, error_code, output_hash, budget } = task(id);
    if (typeof how === 'number') {
      const well = status === 'success' && output_hash === hashJson({ value: how });
      return well ? [] : [`${id}, a neighbour, is ${status} (${error_code})`];
    }
    const [, reason, code] = HOSTILE[how];
    const ended = stop_reason === reason && error_code === code && output_hash === null;
    const inTime = budget.consumed.time_ms <= budget.declared.time_ms || reason === 'TIMEOUT';
    return ended && inTime ? [] : [`${id}, which is ${how}, is ${status} (${stop_reason}, ${error_code})`];
  });
}

t.test('all of them at once end each for its own reason, and no neighbour notices', async (t) => {
  // Known to be cheap, neighbours share segments with whoever misbehaves.
  await run(backend, freeze(['a', 'b', 'c'].map((id) => operation(id, 'test.misbehave', { how: id }))));
  const tasks = [...WAYS, 1, 2, 3, 4, 5, 6].map((how, i) => ({ id: `${'dbace'[i % 5]}${i}`, how }));
  t.same(await unexpected(tasks), []);
});

t.test('whatever runs beside it, in its run or in another, is left alone', async (t) => {
  const how = fc.oneof({ weight: 2, arbitrary: fc.nat(99) }, fc.constantFrom(...QUICK));
  const tasks = fc
    .uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/), how }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ id }) => id,
    })
    .filter((list) => list.filter(({ how }) => typeof how === 'string').length <= 2);
  const seed = Date.now() % 2 ** 31;
  t.comment(`seed ${seed}`);
  for (const [one, other] of fc.sample(fc.tuple(tasks, tasks), { numRuns: 2, seed })) {
    t.same(await Promise.all([unexpected(one), unexpected(other)]), [[], []], JSON.stringify([one, other]));
  }
});

t.test('an item that misbehaves fails alone, and the others of its list are what they are without it', async (t) => {
  const list = operation('list', 'data.echo', { value: ['w', 'fill', 'recurse', 'x', 'y', 'z'] });
  const each = operation(
    'each',
    'test.misbehave',
    { how: { $from: '$item' } },
    {
      dependencies: ['list'],
      for_each: { $from: 'list', max_items: 9 },
      on_failure: 'skip',
      ...PATIENT,
    },
  );
  const beside = ['p', 'q'].map((id, i) => neighbour(id, i));
  const root = operation('root', 'data.echo', { value: { $from: 'each' } }, { dependencies: ['each'] });
  const graph = freeze([list, each, ...beside, root], { kora_version: '1.1.0' });
  const { outcome, task } = await run(backend, graph);
  t.same(outcome.final_output, ['w', null, null, 'x', 'y', 'z']);
  t.match(task('each[1]'), { status: 'skipped', error_code: 'KORA_OPERATION_CRASHED' });
  t.match(task('each[2]'), { status: 'skipped', error_code: 'KORA_OPERATION_STACK_OVERFLOW' });
  for (const id of ['p', 'q']) t.equal(task(id).status, 'success');
});
