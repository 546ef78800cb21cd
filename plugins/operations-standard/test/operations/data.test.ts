import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { canonicalJson } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const key = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__');

t.test('hashes are those of node:crypto and zlib', async (t) => {
  fc.assert(
    fc.property(text, (value) => {
      for (const name of ['sha256', 'sha1', 'md5'] as const) {
        if (library.call(`hash.${name}`, { text: value }) !== createHash(name).update(value).digest('hex'))
          return false;
      }
      return library.call('hash.crc32', { text: value }) === crc32(value).toString(16).padStart(8, '0');
    }),
    { numRuns: 100 },
  );
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expectAll(t, library, [
    ['hash.sha256', { text: '' }, empty],
    [
      'hash.sha256',
      { text: '616263', encoding: 'hex' },
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    ['hash.crc32', { text: 'MTIzNDU2Nzg5', encoding: 'base64' }, 'cbf43926'],
  ]);
  const value = { b: [1e21, 0.1, 'é\u2028'], a: { z: null, '10': true, '9': false } };
  t.equal(library.call('hash.json', { value }), createHash('sha256').update(canonicalJson(value)).digest('hex'));
});

t.test('every encoding is read back, and agrees with Buffer', async (t) => {
  fc.assert(
    fc.property(text, (value) => {
      const bytes = Buffer.from(value);
      const written = {
        base64: bytes.toString('base64'),
        base64url: bytes.toString('base64url'),
        hex: bytes.toString('hex'),
        url: encodeURIComponent(value),
      };
      const same = Object.entries(written).every(
        ([name, code]) =>
          library.call(`encode.${name}`, { text: value }) === code &&
          library.call(`decode.${name}`, { text: code }) === value,
      );
      return same && library.call('decode.html', { text: library.call('encode.html', { text: value }) }) === value;
    }),
    { numRuns: 100 },
  );
  const long = 'aé€😀'.repeat(5_000);
  t.equal(library.call('decode.hex', { text: Buffer.from(long).toString('hex') }), long, 'also across pieces');
  refuseAll(t, library, [
    ['decode.base64', { text: 'ab=c' }, /^text is not in base64/],
    ['decode.base64', { text: '/w==' }, /^text does not decode to UTF-8/],
    ['decode.hex', { text: 'abc' }, /^text is not in hexadecimal/],
    ['decode.base64url', { text: '+/' }, /^text is not in base64url/],
    ['decode.url', { text: '100%' }, /^text has a % that/],
    ['hash.sha256', { text: 'zz', encoding: 'hex' }, /^text is not in hexadecimal/],
  ]);
});

t.test('JSON: canonical text is that of the contracts, patches lead from one value to the other', async (t) => {
  const value = fc
    .jsonValue({ maxDepth: 3 })
    .map((found) => JSON.parse(JSON.stringify(found).replaceAll('__proto__', 'p')));
  fc.assert(
    fc.property(value, value, (before, after) => {
      const text = library.call('json.stringify', { value: before });
      const patch = library.call('json.diff', { before, after });
      const unchanged = library.call('json.diff', { before, after: before });
      const wanted = canonicalJson(before) === canonicalJson(after);
      return (
        text === canonicalJson(before) &&
        Array.isArray(unchanged) &&
        unchanged.length === 0 &&
        Array.isArray(patch) &&
        (patch.length === 0) === wanted
      );
    }),
    { numRuns: 200 },
  );
  // The table of RFC 7386, appendix A.
  const merges = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ] as const;
  expectAll(
    t,
    library,
    merges.map(([target, patch, result]) => ['json.merge', { values: [target, patch] }, result] as const),
  );
  // The pointers of RFC 6901, section 5.
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8 };
  expectAll(t, library, [
    ['json.get', { value: document, pointer: '' }, document],
    ['json.get', { value: document, pointer: '/foo/0' }, 'bar'],
    ['json.get', { value: document, pointer: '/' }, 0],
    ['json.get', { value: document, pointer: '/a~1b' }, 1],
    ['json.get', { value: document, pointer: '/m~0n' }, 8],
    ['json.set', { value: [1, 2], pointer: '/1', new_value: null }, [1, null]],
    ['json.coalesce', { values: [null, null] }, null],
    [
      'json.query',
      {
        value: {
          a: [
            { n: 2, s: 'b' },
            { n: 1, s: 'a' },
          ],
        },
        expression: 'sort_by(a, &n)[].s | join(`,`, @)',
      },
      'a,b',
    ],
  ]);
  refuseAll(t, library, [
    ['json.get', { value: document, pointer: '/foo/2' }, /^pointer "\/foo\/2" leads to nothing/],
    ['json.get', { value: document, pointer: '/foo/01' }, /leads to nothing/],
    ['json.set', { value: [1], pointer: '/5', new_value: 1 }, /^pointer has "5" for a list of 1 items/],
    ['json.set', { value: { a: 1 }, pointer: '/a/b', new_value: 1 }, /^pointer goes through "b"/],
    ['json.query', { value: 1, expression: 'a[' }, /^expression "a\[" cannot be applied/],
    ['json.query', { value: { a: 'x' }, expression: 'sum(a)' }, /^expression .* cannot be applied/],
    ['json.parse', { text: '{"a":1,}' }, /^text is no JSON/],
  ]);
});

t.test('CSV that is written is read back', async (t) => {
  const rows = fc.uniqueArray(key, { minLength: 2, maxLength: 4 }).chain((columns) =>
    fc.tuple(
      fc.constant(columns.map((name, i) => `${i}${name.trim()}`)),
      fc.array(fc.tuple(...columns.map(() => fc.string({ unit: 'grapheme', maxLength: 12 }))), {
        minLength: 1,
        maxLength: 5,
      }),
    ),
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), ([columns, cells], delimiter) => {
      const table = cells.map((row) => Object.fromEntries(row.map((value, i) => [columns[i], value])));
      const written = library.call('csv.format', { rows: table, columns, delimiter });
      const read = Object(library.call('csv.parse', { text: written, delimiter, types: 'text' }));
      return (
        canonicalJson(read.rows) === canonicalJson(table) && canonicalJson(read.columns) === canonicalJson(columns)
      );
    }),
    { numRuns: 200 },
  );
  expectAll(t, library, [
    ['csv.parse', { text: '\ufeffa,b\r\n1,"x\r\ny"\r\n\r\n' }, { columns: ['a', 'b'], rows: [{ a: 1, b: 'x\r\ny' }] }],
    [
      'csv.parse',
      { text: 'a\n-0\n00\n1e5\n1.10\n12345678901234567\nTRUE\ntrue' },
      { columns: ['a'], rows: [0, '00', '1e5', 1.1, '12345678901234567', 'TRUE', true].map((a) => ({ a })) },
    ],
    ['csv.parse', { text: '' }, { columns: [], rows: [] }],
    [
      'csv.parse',
      { text: 'x;y\n1;2', delimiter: ';', columns: ['p', 'q'] },
      { columns: ['p', 'q'], rows: [{ p: 1, q: 2 }] },
    ],
    ['csv.format', { rows: [{ a: ['x', { b: 1 }], c: true }], line_end: '\r\n' }, 'a,c\r\n"[""x"",{""b"":1}]",true'],
  ]);
  refuseAll(t, library, [
    ['csv.parse', { text: 'a,b\n1,2\n3' }, /^text has 1 cells in row 2, but there are 2 columns/],
    ['csv.parse', { text: 'a,a\n1,2' }, /^text names the column "a" twice/],
    ['csv.parse', { text: 'a,\n1,2' }, /^text names a column ""/],
    ['csv.parse', { text: 'a\n"x' }, /^text is no CSV/],
  ]);
});

t.test('JSON that is laid out anew differs in white space only', async (t) => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (text, indent) => {
      const expected = JSON.stringify(JSON.parse(text), undefined, indent);
      // What JSON.parse would lose, such as -0 and doubled keys, is not what this compares.
      if (JSON.stringify(JSON.parse(text)) !== text) return true;
      const once = library.call('json.format', { text, indent });
      return once === expected && library.call('json.format', { text: once, indent: 0 }) === text;
    }),
    { numRuns: 300 },
  );
  expectAll(t, library, [
    ['json.format', { text: ' [ ] ' }, '[]'],
    ['json.format', { text: '{"z":1,"a":-0.0,"z":"\\u00e9, {"}', indent: 0 }, '{"z":1,"a":-0.0,"z":"\\u00e9, {"}'],
    ['json.format', { text: '{"a":{"b":[]}}', indent: 1 }, '{\n "a": {\n  "b": []\n }\n}'],
  ]);
  refuseAll(t, library, [['json.format', { text: '{"a":1,}' }, /is no JSON/]]);
});
