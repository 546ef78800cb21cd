import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { Interruptions } from '../../src/cli/interruptions.ts';

/** Interruptions of a process that is not this one, and how often it would have ended. */
function interrupted() {
  const source = new EventEmitter();
  const seen = { left: 0 };
  const interruptions = new Interruptions(source, () => {
    seen.left += 1;
  });
  return { source, seen, interruptions };
}

t.test('the first request is told once, the same press passed on twice is one request', async (t) => {
  const { source, seen, interruptions } = interrupted();
  let told = 0;
  interruptions.onRequest(() => {
    told += 1;
  });
  const requested = interruptions.requested();
  source.emit('SIGINT');
  source.emit('SIGINT');
  await requested;
  t.equal(told, 1);
  t.equal(seen.left, 0);
});

t.test('asking again later leaves at once', async (t) => {
  const { source, seen, interruptions } = interrupted();
  interruptions.onRequest(() => undefined);
  source.emit('SIGTERM');
  await sleep(400);
  source.emit('SIGINT');
  t.equal(seen.left, 1);
});

t.test('a process with nothing to bring to an end leaves at the first request', async (t) => {
  const { source, seen } = interrupted();
  source.emit('SIGINT');
  t.equal(seen.left, 1);
});
