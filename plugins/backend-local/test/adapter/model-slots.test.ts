import fc from 'fast-check';
import t from 'tap';
import { ModelSlots } from '../../src/adapter/model-slots.ts';
import type { Priority } from '../../src/adapter/waiting-line.ts';

const { signal } = new AbortController();
/** Everything that was to happen at once has happened. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** In which order tasks get the one slot that they all wait for, in the order of their arrival. */
async function orderOf(priorities: readonly Priority[]): Promise<readonly number[]> {
  const slots = new ModelSlots(1);
  const first = await slots.acquire('c', signal);
  const order: number[] = [];
  const all = priorities.map(async (priority, index) => {
    const free = await slots.acquire('c', signal, { priority });
    order.push(index);
    free();
  });
  first();
  await Promise.all(all);
  return order;
}

t.test('the urgent come first, and the equally urgent in the order of their arrival', async (t) => {
  t.same(await orderOf(['low', 'normal', 'high', 'low', 'high']), [2, 4, 1, 0, 3]);
  t.same(await orderOf(['normal', 'normal', 'normal']), [0, 1, 2]);
});

t.test('nobody is passed over for ever', async (t) => {
  const order = await orderOf(['low', ...Array.from({ length: 20 }, (): Priority => 'high')]);
  t.equal(order.indexOf(0), 8, 'twice four were let by');
});

t.test('whatever the priorities, each gets the slot once, and nobody overtakes an equal', async () => {
  const priority = fc.constantFrom<Priority>('low', 'normal', 'high');
  await fc.assert(
    fc.asyncProperty(fc.array(priority, { maxLength: 30 }), async (priorities) => {
      const order = await orderOf(priorities);
      if (new Set(order).size !== priorities.length) return false;
      return (['low', 'normal', 'high'] as const).every((each) => {
        const turns = order.filter((index) => priorities[index] === each);
        return turns.every((index, at) => at === 0 || index > (turns[at - 1] ?? 0));
      });
    }),
  );
});

t.test('those who wait are told their place, as it changes, and when the wait is over', async (t) => {
  const slots = new ModelSlots(1);
  const told: Record<string, number[]> = { a: [], b: [], c: [] };
  const wait = (name: string, priority: Priority = 'normal', until = signal) =>
    slots.acquire('x', until, { priority, onPlace: (position) => told[name]?.push(position) });
  const first = await wait('none');
  const a = wait('a');
  const b = wait('b');
  await turn();
  t.same(told, { a: [1], b: [2], c: [] });
  const c = wait('c', 'high');
  await turn();
  t.same(told, { a: [1, 2], b: [2, 3], c: [1] }, 'somebody more urgent came');
  first();
  (await c)();
  await turn();
  (await a)();
  (await b)();
  t.same(told, { a: [1, 2, 1, 0], b: [2, 3, 2, 1, 0], c: [1, 0] });
});

t.test('one who gives up is told so, and the others move up', async (t) => {
  const slots = new ModelSlots(1);
  const told: number[][] = [[], []];
  const gone = new AbortController();
  await slots.acquire('x', signal);
  const leaving = slots.acquire('x', gone.signal, { onPlace: (position) => told[0]?.push(position) });
  void slots.acquire('x', signal, { onPlace: (position) => told[1]?.push(position) });
  await turn();
  gone.abort(new Error('gave up'));
  await t.rejects(leaving, { message: 'gave up' });
  await turn();
  t.same(told, [
    [1, 0],
    [2, 1],
  ]);
});

t.test('a long line tells each place near the front and few far behind', async (t) => {
  const slots = new ModelSlots(1);
  const told: number[] = [];
  const first = await slots.acquire('x', signal);
  const others = Array.from({ length: 500 }, () => slots.acquire('x', signal));
  const last = slots.acquire('x', signal, { onPlace: (position) => told.push(position) });
  first();
  for (const other of others) (await other)();
  (await last)();
  t.equal(told[0], 500, 'the first one has gone in by the time that places are told');
  t.same(told.slice(-12), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  t.ok(told.length < 60, `${told.length} places were told`);
});
