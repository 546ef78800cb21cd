import {
  evaluateGuard,
  type Guard,
  type Json,
  resolveMessages,
  resolvePointer,
  resolveReferences,
} from '@kora/contracts';
import t from 'tap';

const outputs = new Map<string, Json>([
  ['a', { rows: [{ name: 'x', n: 1 }], 'k/~': true, text: 'hi', zero: 0 }],
  ['skipped', null],
]);

t.test('a pointer finds own members only', async (t) => {
  t.equal(resolvePointer(outputs.get('a') ?? null, '/rows/0/name'), 'x');
  t.equal(resolvePointer(outputs.get('a') ?? null, '/k~1~0'), true);
  for (const pointer of ['/__proto__', '/constructor', '/rows/length', '/rows/00', '/rows/-', '/rows/1', '/text/0']) {
    t.equal(resolvePointer(outputs.get('a') ?? null, pointer), undefined, pointer);
  }
});

t.test('references are replaced at any depth and the rest is not copied', async (t) => {
  const fixed = { untouched: [1, 2] };
  const resolved = resolveReferences(
    { fixed, list: [{ $from: 'a', pointer: '/rows/0/n' }], all: { $from: 'skipped', pointer: '/x' } },
    outputs,
  );
  t.same(resolved, { _tag: 'Right', right: { fixed, list: [1], all: null } });
  t.equal(resolved._tag === 'Right' && (resolved.right as { fixed: unknown }).fixed, fixed);
});

t.test('a reference to nothing is named', async (t) => {
  t.same(resolveReferences([{ $from: 'a', pointer: '/none' }], outputs), {
    _tag: 'Left',
    left: { from: 'a', pointer: '/none' },
  });
  t.same(resolveReferences({ $from: 'unknown' }, outputs), { _tag: 'Left', left: { from: 'unknown', pointer: '' } });
});

t.test('message parts become text, JSON or CSV', async (t) => {
  const content = [
    'T:',
    { $from: 'a', pointer: '/text' },
    ' J:',
    { $from: 'a', pointer: '/rows/0', as: 'json' as const },
    ' C:',
    { $from: 'a', pointer: '/rows', as: 'csv' as const },
  ];
  t.same(resolveMessages([{ role: 'user', content }], outputs), {
    _tag: 'Right',
    right: [{ role: 'user', content: 'T:hi J:{\n  "name": "x",\n  "n": 1\n} C:name,n\nx,1' }],
  });
});

t.test('CSV quotes what needs quoting and keeps columns of later rows', async (t) => {
  const rows = new Map<string, Json>([['r', [{ a: 'x,"y"\n' }, { b: [1] }, 'plain']]]);
  const resolved = resolveMessages([{ role: 'user', content: [{ $from: 'r', as: 'csv' }] }], rows);
  t.same(resolved._tag === 'Right' && resolved.right[0]?.content, 'a,b\n"x,""y""\n",\n,[1]\nplain');
});

t.test('guards decide from data', async (t) => {
  const n = { $from: 'a', pointer: '/rows/0/n' };
  const cases: readonly (readonly [Guard, boolean])[] = [
    [{ ...n, equals: 1 }, true],
    [{ ...n, not_equals: 1 }, false],
    [{ $from: 'a', pointer: '/rows', equals: [{ n: 1, name: 'x' }] }, true],
    [{ ...n, in: [2, 1] }, true],
    [{ ...n, lt: 1 }, false],
    [{ ...n, lte: 1 }, true],
    [{ ...n, gt: 0 }, true],
    [{ ...n, gte: 2 }, false],
    [{ ...n, gt: 'a' }, false],
    [{ $from: 'a', pointer: '/text', gt: 'ha' }, true],
    [{ $from: 'a', pointer: '/none', exists: false }, true],
    [{ $from: 'a', pointer: '/none', equals: 0 }, false],
    [{ $from: 'a', pointer: '/none', not_equals: 0 }, true],
    [{ $from: 'a', pointer: '/zero', exists: true }, true],
    [{ $from: 'skipped', exists: true }, false],
    [{ all: [{ ...n, equals: 1 }, { not: { ...n, equals: 2 } }] }, true],
    [
      {
        any: [
          { ...n, equals: 3 },
          { ...n, equals: 2 },
        ],
      },
      false,
    ],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ];
  for (const [guard, expected] of cases) t.equal(evaluateGuard(guard, outputs), expected, JSON.stringify(guard));
});
