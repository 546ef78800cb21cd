import fc from 'fast-check';
import t from 'tap';
import { BudgetLedger } from '../../src/adapter/budget-ledger.ts';

const budget = (max_tokens: number, max_retries = 0) => ({ max_tokens, max_time_ms: 1_000, max_retries });

t.test('a task is granted what it has left, and nothing when it has nothing', (t) => {
  const account = new BudgetLedger({}).open(budget(10));
  const first = account.reserve();
  t.same(first, { tokens: 10 });
  account.settle({ tokens: 10 }, 7);
  t.same(account.reserve(), { tokens: 3 });
  account.settle({ tokens: 3 }, 5);
  t.same(account.reserve(), { kind: 'tokens', scope: 'task', declared: 10, consumed: 12, remaining: 0 });
  t.equal(account.state().remaining.tokens, 0);
  t.end();
});

t.test('a task waits for tokens that others have set aside, and takes what they leave', async (t) => {
  const ledger = new BudgetLedger({ max_total_tokens: 10 });
  const [a, b] = [ledger.open(budget(8)), ledger.open(budget(8))];
  t.same(a.reserve(), { tokens: 8 });
  t.equal(b.reserve(), 'wait');
  const settled = ledger.settled();
  a.settle({ tokens: 8 }, 3);
  await settled;
  t.same(b.reserve(), { tokens: 7 });
});

t.test('invocations and retries of the run are counted over its tasks', (t) => {
  const ledger = new BudgetLedger({ max_model_invocations: 1, max_total_retries: 1 });
  const [a, b] = [ledger.open(budget(8, 3)), ledger.open(budget(8, 3))];
  a.reserve();
  t.match(b.reserve(), { kind: 'invocations', scope: 'graph', declared: 1, consumed: 1, remaining: 0 });
  t.equal(a.retry(), null);
  t.match(b.retry(), { kind: 'retries', scope: 'graph' });
  t.equal(b.retriesLeft, 3);
  t.end();
});

t.test('whatever is reserved and settled in any order, no account and no run is granted more than is declared', (t) => {
  const step = fc.record({ task: fc.nat(3), used: fc.nat(40), settle: fc.boolean() });
  fc.assert(
    fc.property(fc.nat(60), fc.array(step, { maxLength: 60 }), (total, steps) => {
      const ledger = new BudgetLedger({ max_total_tokens: total });
      const accounts = [0, 1, 2, 3].map(() => ({
        account: ledger.open(budget(20)),
        open: [] as { tokens: number }[],
        used: 0,
      }));
      let generated = 0;
      for (const { task, used, settle } of steps) {
        const entry = accounts[task];
        if (entry === undefined) continue;
        const before = entry.account.state().remaining.tokens;
        const reservation = entry.open.shift();
        if (settle && reservation !== undefined) {
          const spent = Math.min(used, reservation.tokens);
          entry.account.settle(reservation, spent);
          entry.used += spent;
          generated += spent;
        } else if (reservation !== undefined) entry.open.unshift(reservation);
        else {
          const granted = entry.account.reserve();
          if (typeof granted === 'object' && 'tokens' in granted) entry.open.push(granted);
        }
        if (entry.account.state().remaining.tokens > before) throw new Error('remaining grew');
        if (entry.used > 20 || generated > total) throw new Error('overdrawn');
        const aside = accounts.flatMap(({ open }) => open).reduce((sum, { tokens }) => sum + tokens, 0);
        if (aside + generated > total) throw new Error('more set aside than there is');
      }
    }),
  );
  t.end();
});
