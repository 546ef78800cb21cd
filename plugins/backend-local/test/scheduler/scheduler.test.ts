import fc from 'fast-check';
import t from 'tap';
import { CostModel } from '../../src/scheduler/cost-model.ts';
import { pickSegment } from '../../src/scheduler/pick-segment.ts';
import { planOf } from '../../src/scheduler/plan.ts';
import { RankHeap } from '../../src/scheduler/rank-heap.ts';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { type Draft, freeze, operation } from '../support/run-graph.ts';

const NOBODY: ReadonlySet<number> = new Set();
const echo = (id: string, dependencies: readonly string[] = []) => operation(id, 'data.echo', {}, { dependencies });
const begin = (tasks: readonly Draft[]) => {
  const scheduler = new Scheduler(planOf(freeze(tasks)));
  scheduler.begin();
  return scheduler;
};
const known = (ms: number) => {
  const costs = new CostModel();
  costs.observe('data.echo', ms);
  return costs;
};
const chain = (length: number) => Array.from({ length }, (_, i) => echo(`t${i}`, i === 0 ? [] : [`t${i - 1}`]));
const fan = (width: number) => Array.from({ length: width }, (_, i) => echo(`t${i}`));

t.test('the heap gives ranks back in order', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000)), (ranks) => {
      const heap = new RankHeap();
      for (const rank of ranks) heap.push(rank);
      t.same(
        ranks.map(() => heap.pop()),
        ranks.toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 50 },
  );
  t.end();
});

t.test('a task is ready when its last dependency ends, and dependents of a failed one never are', (t) => {
  const scheduler = begin([echo('a'), echo('b'), echo('c', ['a', 'b']), echo('d', ['c'])]);
  t.equal(scheduler.takeOperation(), 0);
  t.same(scheduler.end(0), []);
  t.equal(scheduler.takeOperation(), 1);
  t.same(scheduler.end(1), [2]);
  t.same(scheduler.end(1), [], 'a task ends once');
  t.equal(scheduler.takeOperation(), 2);
  t.same(scheduler.fail(2), [3]);
  t.equal(scheduler.takeOperation(), undefined);
  t.same(scheduler.fail(3), []);
  t.ok(scheduler.done);
  t.end();
});

t.test('an operation that has never run travels alone', (t) => {
  const scheduler = begin(fan(10));
  t.same(pickSegment(scheduler, new CostModel(), 2, NOBODY), [0]);
  t.end();
});

t.test('a chain of cheap tasks travels together, each after its dependency', (t) => {
  t.same(pickSegment(begin(chain(50)), known(0.01), 2, NOBODY), [...Array(50).keys()]);
  t.end();
});

t.test('cheap ready tasks are shared between workers', (t) => {
  const cheap = pickSegment(begin(fan(200)), known(0.01), 2, NOBODY);
  t.ok(cheap.length >= 98 && cheap.length <= 100, 'half of them, but for rounding');
  t.equal(pickSegment(begin(fan(20)), known(0.01), 2, NOBODY).length, 20, 'too little to be worth sharing');
  t.end();
});

t.test('dear tasks travel together while there are many, and alone when few are left', (t) => {
  const dear = begin(fan(64));
  const sizes: number[] = [];
  for (
    let next = pickSegment(dear, known(20), 2, NOBODY);
    next.length > 0;
    next = pickSegment(dear, known(20), 2, NOBODY)
  )
    sizes.push(next.length);
  t.same(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  t.equal(sizes[0], 3);
  t.same(sizes.slice(-6), [1, 1, 1, 1, 1, 1]);
  t.equal(pickSegment(begin(fan(64)), known(100), 2, NOBODY).length, 1, 'of the dearest each is long enough');
  t.equal(pickSegment(begin(fan(8)), known(20), 2, NOBODY).length, 1);
  t.end();
});

t.test(
  'two workers are done with dear tasks at about the same time, however these differ from what they were thought to cost',
  (t) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 120 }),
        fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 120, maxLength: 120 }),
        (tasks, factors) => {
          const scheduler = begin(fan(tasks));
          const free = [0, 0];
          for (let next = pickSegment(scheduler, known(20), 2, NOBODY); next.length > 0; ) {
            const worker = (free[0] ?? 0) <= (free[1] ?? 0) ? 0 : 1;
            free[worker] = (free[worker] ?? 0) + next.reduce((sum, rank) => sum + 20 * (factors[rank] ?? 1), 0);
            next = pickSegment(scheduler, known(20), 2, NOBODY);
          }
          // Nobody can be better than the longest single task.
          return Math.abs((free[0] ?? 0) - (free[1] ?? 0)) <= 40;
        },
      ),
      { numRuns: 50 },
    );
    t.end();
  },
);

t.test('a suspect travels alone, and nobody is taken along with it', (t) => {
  const scheduler = begin([...fan(3), echo('z', ['t0'])]);
  const costs = known(0.01);
  t.same(pickSegment(scheduler, costs, 1, new Set([1])), [0, 3]);
  t.same(pickSegment(scheduler, costs, 1, new Set([1])), [1]);
  t.same(pickSegment(scheduler, costs, 1, new Set([1])), [2]);
  t.end();
});

t.test('what is given back is handed out again', (t) => {
  const scheduler = begin(chain(3));
  const all = pickSegment(scheduler, known(0.01), 1, NOBODY);
  t.same(all, [0, 1, 2]);
  t.same(scheduler.end(0), [1], 'announced, though taken');
  for (const rank of [1, 2]) scheduler.giveBack(rank);
  t.same(pickSegment(scheduler, known(0.01), 1, NOBODY), [1, 2]);
  t.end();
});

t.test('a segment is longer where sending is dear, within limits', (t) => {
  const costs = known(0.01);
  t.equal(costs.target_ms, 2);
  for (let i = 0; i < 50; i++) costs.observeSending(0.5);
  t.ok(costs.target_ms > 3.9 && costs.target_ms <= 4);
  for (let i = 0; i < 50; i++) costs.observeSending(100);
  t.equal(costs.target_ms, 8);
  t.end();
});
