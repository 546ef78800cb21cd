import t from 'tap';
import { giveWay } from '../../src/turns/give-way.ts';

async function isOvertaken(lasted_ms: number): Promise<boolean> {
  let overtaken = false;
  const other = setImmediate(() => {
    overtaken = true;
  });
  await giveWay(performance.now() - lasted_ms);
  clearImmediate(other);
  return overtaken;
}

t.test('others get their turn after one that has lasted, and a short one just goes on', async (t) => {
  t.ok(await isOvertaken(1_000));
  // As if it had begun in the future, so that no busy machine makes a long turn of it.
  t.notOk(await isOvertaken(-60_000));
});
