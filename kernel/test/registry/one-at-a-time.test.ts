import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { OneAtATime } from '../../src/registry/one-at-a-time.ts';

t.test('steps that are asked for together begin one after the other, and each ends with what it gives', async (t) => {
  const steps = new OneAtATime();
  const seen: string[] = [];
  const step = (name: string) => async () => {
    seen.push(`${name} begins`);
    await setImmediate();
    seen.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
    return name;
  };
  const ends = await Promise.allSettled(['a', 'b', 'c'].map((name) => steps.run(step(name))));
  t.match(ends, [{ value: 'a' }, { reason: { message: 'b' } }, { value: 'c' }]);
  t.strictSame(seen, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

t.test('a step that never ends does not keep the next one from beginning', async (t) => {
  const steps = new OneAtATime();
  void steps.run(() => new Promise(() => undefined));
  t.equal(await steps.run(async () => 'begun'), 'begun');
});
