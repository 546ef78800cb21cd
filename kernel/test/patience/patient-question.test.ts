import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { PatientQuestion } from '../../src/patience/patient-question.ts';

const never = () => new AbortController().signal;

/** A clock that is moved by hand, and someone whose answers are given by hand. */
function scene(patience_ms: number) {
  const asked: { resolve(answer: string): void; reject(reason: unknown): void; signal: AbortSignal }[] = [];
  const clock = { now: 0 };
  const question = new PatientQuestion<string>({
    ask(signal) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      asked.push({ resolve, reject, signal });
      return promise;
    },
    patience_ms,
    monotonic: () => clock.now,
  });
  return { question, asked, clock };
}

t.test('a quick answer is waited for, and asked for anew by whoever looks later', async (t) => {
  const { question, asked } = scene(60_000);
  const first = question.look(never());
  const joined = question.look(never());
  t.equal(asked.length, 1, 'two who look at once ask once');
  asked[0]?.resolve('one');
  t.same(await first, { answer: 'one', isOverdue: false });
  t.same(await joined, { answer: 'one', isOverdue: false });
  const second = question.look(never());
  t.equal(asked.length, 2);
  asked[1]?.resolve('two');
  t.same(await second, { answer: 'two', isOverdue: false });
});

t.test('someone silent is waited for once; what he says in the end is there at the next look', async (t) => {
  const { question, asked, clock } = scene(60_000);
  t.same(await question.look(never(), 20), { answer: null, isOverdue: true });
  clock.now = 70_000;
  t.same(await question.look(never()), { answer: null, isOverdue: true }, 'without waiting another minute');
  t.equal(asked.length, 1);
  asked[0]?.resolve('late');
  await sleep(0);
  t.same(question.known, { answer: 'late', isOverdue: false });
});

t.test('the answer of someone slow stands while he is asked again, for as long as he may take', async (t) => {
  const { question, asked, clock } = scene(20);
  const first = question.look(never());
  clock.now = 3000;
  asked[0]?.resolve('slow');
  await first;
  t.same(await question.look(never()), { answer: 'slow', isOverdue: false }, 'nobody waits for him');
  t.equal(asked.length, 2, 'he is asked in the background');
  clock.now = 8000;
  t.same(question.known, { answer: 'slow', isOverdue: false });
  clock.now = 9001;
  t.same(question.known, { answer: 'slow', isOverdue: true }, 'twice as long as the last time is too long');
  t.equal(question.age, 6001);
});

t.test('who says how long he waits waits that long', async (t) => {
  const { question, asked } = scene(0);
  await question.look(never());
  setTimeout(() => asked[0]?.resolve('worth it'), 30);
  t.same(await question.look(never(), 60_000), { answer: 'worth it', isOverdue: false });
});

t.test('a question that fails leaves the last answer, marked as old, and may be asked again', async (t) => {
  const { question, asked } = scene(60_000);
  const first = question.look(never());
  asked[0]?.resolve('was');
  await first;
  const second = question.look(never());
  asked[1]?.reject(new Error('gone'));
  t.same(await second, { answer: 'was', isOverdue: true });
  const third = question.look(never(), 60_000);
  asked[2]?.resolve('is');
  t.same(await third, { answer: 'is', isOverdue: false });
});

t.test('an answer that is fresh enough is not asked for again', async (t) => {
  let asked = 0;
  const clock = { now: 0 };
  const ask = async () => ++asked;
  const question = new PatientQuestion({ ask, patience_ms: 1000, fresh_ms: 100, monotonic: () => clock.now });
  await question.look(never());
  clock.now = 99;
  t.equal((await question.look(never())).answer, 1);
  clock.now = 100;
  t.equal((await question.look(never())).answer, 2);
});

t.test('a caller who leaves does not take the question along, and closing does', async (t) => {
  const { question, asked } = scene(60_000);
  const left = new AbortController();
  const look = question.look(left.signal);
  left.abort(new Error('left'));
  await t.rejects(look, { message: 'left' });
  t.notOk(asked[0]?.signal.aborted);
  const other = question.look(never());
  question.close();
  t.ok(asked[0]?.signal.aborted);
  t.same(await other, { answer: null, isOverdue: true });
  await t.rejects(question.look(left.signal), { message: 'left' });
});
