import t from 'tap';
import { serviceOver } from '../run/support/service.ts';
import { backendOf } from './support/recorded-run.ts';

const never = new AbortController().signal;

t.test('a replay takes the place of a run, waits its turn, and ends when Studio does', async (t) => {
  const { service } = serviceOver(backendOf());
  const first = Promise.withResolvers<string>();
  const order: string[] = [];
  const turn = (name: string, result: Promise<string> | string) =>
    service.inTurn(never, async () => {
      order.push(name);
      return result;
    });
  const replays = [turn('first', first.promise), turn('second', 'b')];
  t.same(service.counts, { active: 1, queued: 1 });
  await t.rejects(turn('third', 'c'), { code: 'KORA_RUN_QUEUE_FULL' });
  t.same(order, ['first']);
  first.resolve('a');
  t.same(await Promise.all(replays), ['a', 'b']);
  t.same(order, ['first', 'second']);
  t.same(service.counts, { active: 0, queued: 0 });

  const started = Promise.withResolvers<void>();
  const running = service.inTurn(never, (signal) => {
    started.resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  });
  const waiting = turn('late', 'd');
  await started.promise;
  const ends = Promise.all([
    t.rejects(running, { code: 'KORA_RUN_CLOSING' }),
    t.rejects(waiting, { code: 'KORA_RUN_CLOSING' }),
  ]);
  await service.close();
  await ends;
  await t.rejects(turn('closed', 'e'), { code: 'KORA_RUN_CLOSING' });
  t.same(order, ['first', 'second'], 'what came too late never began');
});

t.test('who gives up waiting leaves the queue', async (t) => {
  const { service } = serviceOver(backendOf());
  const first = Promise.withResolvers<void>();
  const busy = service.inTurn(never, () => first.promise);
  const gone = new AbortController();
  const waiting = service.inTurn(gone.signal, async () => 'ran');
  const reason = new Error('the client has gone');
  gone.abort(reason);
  await t.rejects(waiting, reason);
  first.resolve();
  await busy;
  t.same(service.counts, { active: 0, queued: 0 });
});
