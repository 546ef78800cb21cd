import { join } from 'node:path';
import { turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import type { Case } from '../support/gates/cases/case.ts';
import { CALM, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ask, BAD, caseOf, GOOD, OPERATIONS, THIRD_TIME } from '../support/gates/cases/fixed.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { retelling } from '../support/gates/mutants/wrap.ts';
import { runElsewhere } from '../support/gates/replay/run-elsewhere.ts';
import { shuffleKeys } from '../support/gates/replay/shuffle.ts';
import { checkSameTrace, type Trace, traceOf } from '../support/gates/replay/trace.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const folder = t.testdir();
const engine = await openEngine(folder);
t.teardown(() => engine.close());

const LIVELY = { ...CALM, deaths: false, max_tasks: 8 } as const;
const trace = async (given: Case) => traceOf(await runCase(engine, given));

/** Every example of every operation as a task: dates, numbers, sorting, formatting, all that locales and zones touch. */
const examples = engine.operations
  .flatMap(({ operations }) => operations)
  .flatMap(({ name, examples }) => examples.map(({ arguments: args }) => ({ operation: name, arguments: args })))
  .map((input, index) => ({ version: '1.0', id: idOf(index), type: 'deterministic', input, on_failure: 'skip' }));
/** The same, so named that the last one runs first. */
const lastFirst = examples.map((task, index) => ({ ...task, id: idOf(9_999 - index) }));

function idOf(index: number): string {
  return `t${String(index).padStart(4, '0')}`;
}

/** The trace of a run of {@link lastFirst} under the names of {@link examples}. */
const renamed = (trace: Trace, graph_hash: string): Trace => {
  const tasks = trace.tasks.map((task) => ({ ...task, task_id: idOf(9_999 - Number(String(task.task_id).slice(1))) }));
  return { ...trace, graph_hash, tasks: tasks.reverse() };
};

gate(t, ['replay:hash:key-order', 'replay:hash:task-order'], 'the order of keys and tasks changes no hash', () =>
  assertProperty(
    fc.record({ given: caseArbitrary({ ...LIVELY, models: 'none' }), seed: fc.nat() }),
    async ({ given, seed }) => {
      const { graph } = given;
      const shuffled = { ...given, graph: shuffleKeys(graph, seed) };
      const reversed = { ...given, graph: { ...graph, tasks: graph.tasks.toReversed() } };
      const [first, keys, tasks] = await Promise.all([trace(given), trace(shuffled), trace(reversed)]);
      return [
        ...checkSameTrace('replay:hash:key-order', first, keys),
        ...checkSameTrace('replay:hash:task-order', first, { ...tasks, graph_hash: first.graph_hash }),
      ];
    },
    20,
  ),
);

gate(t, ['replay:run:same-answers'], 'the same answers give the same run', () =>
  assertProperty(
    caseArbitrary(LIVELY),
    async (given) => {
      const [first, second] = await Promise.all([trace(given), trace(given)]);
      return checkSameTrace('replay:run:same-answers', first, second);
    },
    20,
  ),
);

/** Two tasks that fail, each in its own way, and one that does not; each may be slow. */
const failingTwice = (delays: readonly number[]): Case => {
  const [p = 0, q = 0, r = 0] = delays;
  const crash = { ...turns.crash(), delay_ms: q };
  return caseOf([ask('p'), ask('q'), ask('r')], {
    p: [{ ...BAD, delay_ms: p }],
    q: [crash],
    r: [{ ...GOOD, delay_ms: r }],
  });
};

gate(t, ['replay:run:speed'], 'models that are slow or quick give the same run', async (t) => {
  const [first, ...others] = await Promise.all(
    [
      [0, 30, 60],
      [30, 0, 60],
      [60, 30, 0],
    ].map((d) => trace(failingTwice(d))),
  );
  if (first === undefined) throw new Error('nothing ran');
  t.same(
    others.flatMap((other) => checkSameTrace('replay:run:speed', first, other)),
    [],
  );
});

gate(
  t,
  ['replay:run:workers', 'replay:run:locale-and-zone'],
  'workers, locale and time zone change nothing, of any operation',
  async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.comment(`graphs of seed ${seed}`);
    const random = fc.sample(caseArbitrary({ ...LIVELY, models: 'none', max_tasks: 10 }), { numRuns: 12, seed });
    const cases = [caseOf(examples), ...random];
    const turkish = { workers: 3, locale: 'tr_TR.UTF-8', time_zone: 'Asia/Kathmandu' };
    const american = { workers: 1, locale: 'en_US.UTF-8', time_zone: 'America/St_Johns' };
    const [one, other] = await Promise.all([
      runElsewhere(join(folder, 'turkish'), cases, turkish),
      runElsewhere(join(folder, 'american'), cases, american),
    ]);
    t.equal(one.length, cases.length);
    for (const [index, given] of cases.entries()) {
      const here = await trace(given);
      const [there, elsewhere] = [one[index] ?? here, other[index] ?? here];
      t.same(
        [
          ...checkSameTrace('replay:run:workers', here, elsewhere),
          ...checkSameTrace('replay:run:locale-and-zone', there, elsewhere),
        ],
        [],
        `graph ${index}`,
      );
    }
  },
);

gate(t, ['replay:run:repeated'], 'every operation gives the same bytes again, whatever ran before it', async (t) => {
  t.ok(examples.length > 100, `${examples.length} examples`);
  const first = await trace(caseOf(examples));
  const working = first.tasks.filter(({ status }) => status === 'success').length;
  t.ok(working > examples.length / 2, `${working} of them give something`);
  t.same(checkSameTrace('replay:run:repeated', first, await trace(caseOf(examples))), [], 'in the same workers');
  const reversed = renamed(await trace(caseOf(lastFirst)), first.graph_hash);
  t.same(checkSameTrace('replay:run:repeated', first, reversed), [], 'in the opposite order');
});

/** A backend whose outputs depend on something. */
const dependingOn = (what: string) =>
  retelling('task.completed', (event) => {
    const output_hash = Buffer.from(what.padEnd(32, '.')).toString('hex').slice(0, 64);
    return { ...event, payload: { ...event.payload, output_hash } };
  });

mutant(
  t,
  [
    'replay:run:workers',
    'replay:run:repeated',
    'replay:run:locale-and-zone',
    'replay:run:speed',
    'replay:hash:key-order',
    'replay:hash:task-order',
  ],
  'an output depends on where it was computed',
  async () => {
    const traces = ['here', 'there'].map((what) => runCase(engine, OPERATIONS, { backend: dependingOn(what) }));
    const [here, there] = (await Promise.all(traces)).map(traceOf);
    if (here === undefined || there === undefined) return [];
    return [
      ...checkSameTrace('replay:run:workers', here, there),
      ...checkSameTrace('replay:run:repeated', here, there),
      ...checkSameTrace('replay:run:locale-and-zone', here, there),
      ...checkSameTrace('replay:run:speed', here, there),
      ...checkSameTrace('replay:hash:key-order', here, there),
      ...checkSameTrace('replay:hash:task-order', here, there),
    ];
  },
);

mutant(t, ['replay:run:same-answers'], 'a run gives up one attempt earlier than the last time', async () => {
  const [first, second] = [await trace(THIRD_TIME), await trace({ ...THIRD_TIME, budget: { max_total_retries: 1 } })];
  return checkSameTrace('replay:run:same-answers', first, { ...second, graph_hash: first.graph_hash });
});
