import t from 'tap';
import { type plan, planned } from './support/plan-request.ts';

const asked = { history: [{ role: 'assistant', content: 'When do you want to travel?' }] } as const;
const told = { history: [{ role: 'assistant', content: 'Done.' }] } as const;

t.test('a bare day or time is counted, unless it answers a question', async (t) => {
  for (const message of ['in 90 days', '3 weeks ago', 'in 45 minutes', 'from 9:15 to 17:40']) {
    t.equal((await planned(message)).models.length, 0, message);
    t.equal((await planned(message, told)).models.length, 0, `${message}, after a statement`);
    t.equal((await planned(message, asked)).models.length, 1, `${message}, after a question`);
  }
});

t.test('beside another request, a bare day or time could belong to that, and nothing is counted', async (t) => {
  for (const message of [
    'In 90 days. What is 2 + 2?',
    'what is 2 + 2 and in 90 days',
    '3 weeks ago, what is 5% of 80?',
  ]) {
    t.equal((await planned(message)).models.length, 1, message);
  }
});

t.test('abbreviations of time zones mean the time that is in use, where they have one meaning', async (t) => {
  const isComputed = async (message: string, changes: Parameters<typeof plan>[1]) =>
    (await planned(message, changes)).models.length === 0;
  t.ok(await isComputed('3pm EST in UTC', { now: '2026-01-10T10:00:00Z' }), 'in winter, EST is what clocks show');
  t.notOk(
    await isComputed('3pm EST in UTC', { now: '2026-07-10T10:00:00Z' }),
    'in summer, people say EST and mean EDT',
  );
  t.notOk(await isComputed('3pm EST in UTC', { now: '2026-01-10T10:00:00Z', locale: 'en-AU' }), 'nor in Australia');
  t.notOk(await isComputed('3pm BST in UTC', { now: '2026-07-10T10:00:00Z' }), 'BST is that of London, or of Dhaka');
  t.ok(await isComputed('3pm BST in UTC', { now: '2026-07-10T10:00:00Z', locale: 'en-GB' }), 'in Britain, of London');
});

t.test('"next Friday" is computed only on days when all people mean the same one', async (t) => {
  const on = async (day: string, message: string) =>
    (await planned(message, { now: `${day}T10:00:00Z` })).models.length === 0;
  t.ok(await on('2026-11-21', 'what date is next friday'), 'on a Saturday there is only one');
  t.notOk(await on('2026-11-23', 'what date is next friday'), 'on a Monday there are two');
  t.notOk(await on('2026-11-22', 'what date is next friday'), 'on a Sunday, in a week that begins with it');
  t.ok(await on('2026-11-23', 'what date is this friday'), 'this one is plain on a Monday');
  t.ok(await on('2026-11-23', 'days until friday'), 'and so is the coming one');
  t.notOk(await on('2026-11-27', 'days until friday'), 'but not on a Friday');
});
