import fc from 'fast-check';
import t from 'tap';
import { isLong, jsonPieces, PIECE_LENGTH } from '../../src/http/answers/json-pieces.ts';

t.test('pieces are together what JSON.stringify prints, whatever the value and however short they are', async () => {
  const value = fc.object({
    withNullPrototype: true,
    withUnicodeString: true,
    values: [fc.string({ unit: 'binary' }), fc.double(), fc.constant(undefined), fc.constant(null)],
  });
  fc.assert(
    fc.property(
      fc.oneof(value, fc.array(value), fc.string({ unit: 'binary' })),
      fc.integer({ min: 1, max: 200 }),
      (any, most) => {
        return [...jsonPieces(any, most)].join('') === JSON.stringify(any);
      },
    ),
  );
});

t.test('keys keep their order, and one named "__proto__" is a key like any other', async (t) => {
  const text = '{"b":"xxxxxxxxxx","__proto__":{"a":[1,2,3]},"a":["yyyyyyyyyyyyyyyyy",{"1":0}],"0":{}}';
  const value: unknown = JSON.parse(text);
  t.equal([...jsonPieces(value, 8)].join(''), JSON.stringify(value));
});

t.test('no piece of a large value is long: neither of a table nor of a text nor of a list of texts', async (t) => {
  const row = { region: 'North', amount: 12.5, note: 'as agreed' };
  const values = [Array.from({ length: 30_000 }, () => row), 'x'.repeat(1_000_000), { a: ['y'.repeat(500_000), 1] }];
  for (const value of values) {
    t.ok(isLong(value));
    const pieces = [...jsonPieces(value)];
    t.ok(pieces.every(({ length }) => length <= 2 * PIECE_LENGTH));
    t.equal(pieces.join(''), JSON.stringify(value));
  }
  t.notOk(isLong({ status: 'success', final_output: [1, 2, 3] }));
});

t.test('a value that holds itself is refused as JSON.stringify does, and not printed for ever', async (t) => {
  const itself: Record<string, unknown> = { text: 'x'.repeat(100) };
  itself.again = itself;
  t.throws(() => [...jsonPieces(itself, 8)].length, TypeError);
});
