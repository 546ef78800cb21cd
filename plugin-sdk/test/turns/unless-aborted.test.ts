import { getEventListeners } from 'node:events';
import t from 'tap';
import { unlessAborted } from '../../src/index.ts';

t.test('what the work comes to, and no listener is left behind', async (t) => {
  const { signal } = new AbortController();
  t.equal(await unlessAborted(Promise.resolve('done'), signal), 'done');
  await t.rejects(unlessAborted(Promise.reject(new Error('broken')), signal), { message: 'broken' });
  t.equal(getEventListeners(signal, 'abort').length, 0);
});

t.test('an abort ends the waiting with its reason, before and during work that never ends', async (t) => {
  const controller = new AbortController();
  const waiting = unlessAborted(new Promise(() => undefined), controller.signal);
  controller.abort(new Error('enough'));
  await t.rejects(waiting, { message: 'enough' });
  await t.rejects(unlessAborted(new Promise(() => undefined), controller.signal), { message: 'enough' });
  await t.rejects(
    unlessAborted(Promise.reject(new Error('broken')), controller.signal),
    { message: 'broken' },
    'what is over is over',
  );
});
