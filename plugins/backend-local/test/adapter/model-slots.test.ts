import fc from 'fast-check';
import t from 'tap';
import { ModelSlots, type Priority } from '../../src/adapter/model-slots.ts';

const { signal } = new AbortController();

/** In which order tasks get the one slot that they all wait for, in the order of their arrival. */
async function orderOf(priorities: readonly Priority[]): Promise<readonly number[]> {
  const slots = new ModelSlots(1);
  const first = await slots.acquire('c', signal);
  const order: number[] = [];
  const all = priorities.map(async (priority, index) => {
    const free = await slots.acquire('c', signal, priority);
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
