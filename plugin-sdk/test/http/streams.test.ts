import {
  findServerError,
  positive,
  readNdjson,
  readServerEvents,
  transportFault,
  whole,
  words,
} from '@kora/plugin-sdk/http';
import fc from 'fast-check';
import t from 'tap';

const broken = (reason: string) => Object.assign(new Error(reason), { code: 'KORA_TEST_BROKEN' }) as never;

/** The bytes of a text in pieces that end at the given places. */
function pieces(text: string, cuts: readonly number[]): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((at, i) => bytes.slice(at, places[i] ?? bytes.length));
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });

t.test('lines of JSON are read the same, however the network splits and joins them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ stringUnit: 'grapheme' })),
      cuts,
      fc.constantFrom('\n', '\r\n', '\n\n'),
      async (values, at, end) => {
        const text = values.map((value) => JSON.stringify(value) + end).join('');
        const read = await Array.fromAsync(readNdjson(pieces(text, at), broken));
        return JSON.stringify(read) === JSON.stringify(values);
      },
    ),
    { numRuns: 200 },
  );
});

t.test('events are read the same from any split, with pings in between and without what was cut off', async () => {
  const data = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ' '));
  await fc.assert(
    fc.asyncProperty(fc.array(data), cuts, async (texts, at) => {
      const text = `${texts.map((item) => `:\n\nevent: e\ndata: ${item}\n\n`).join('')}data: half`;
      const read = await Array.fromAsync(readServerEvents(pieces(text, at), broken));
      return JSON.stringify(read.map((event) => event.data)) === JSON.stringify(texts);
    }),
    { numRuns: 200 },
  );
});

t.test(
  'what has no end, and lines that are no JSON, are broken; a last line that was cut off is left out',
  async (t) => {
    const flood = function* (head: string) {
      yield new TextEncoder().encode(head);
      for (let i = 0; i < 10; i++) yield new Uint8Array(1024 * 1024).fill(0x78);
    };
    await t.rejects(Array.fromAsync(readNdjson(flood('"'), broken)), { message: 'a line without end' });
    await t.rejects(Array.fromAsync(readServerEvents(flood('data: '), broken)), { message: 'an event without end' });
    await t.rejects(Array.fromAsync(readNdjson(pieces('{}\noops\n', []), broken)), { message: /not JSON/ });
    t.same(await Array.fromAsync(readNdjson(pieces('{}\n{"a":', []), broken)), [{}]);
  },
);

t.test('a burst of thousands of events or lines does not keep everybody else waiting', async (t) => {
  const count = 2_000;
  const text = { events: 'data: {}\n\n'.repeat(count), lines: '{}\n'.repeat(count) };
  const readers = [readServerEvents(pieces(text.events, []), broken), readNdjson(pieces(text.lines, []), broken)];
  for (const reader of readers) {
    let [read, readBefore] = [0, -1];
    setTimeout(() => {
      readBefore = read;
    }, 1);
    for await (const _ of reader) {
      read++;
      // Dealing with one takes a while.
      for (const began = performance.now(); performance.now() - began < 0.05; );
    }
    t.equal(read, count);
    t.ok(readBefore >= 0 && readBefore < count / 2, `a timer of 1 ms had its turn after ${readBefore} of ${count}`);
  }
});

t.test('an error is found wherever it hides', async (t) => {
  const inner = { error: { message: 'm', type: 'y', code: 'c', n_ctx: 9 } };
  const cases: readonly [unknown, object | null][] = [
    [{ error: 'text' }, { message: 'text', type: '', isObject: false }],
    [inner, { message: 'm', type: 'y', code: 'c', fields: { n_ctx: 9 }, isObject: true }],
    [{ error: JSON.stringify(inner) }, { message: 'm', type: 'y', fields: { n_ctx: 9 }, isObject: false }],
    [
      { error: 'chat error: map[code:500 message:gone away type:server_error]' },
      { message: 'gone away', type: 'server_error' },
    ],
    [{ error: 5 }, { message: 'an error without words', isObject: true }],
    [{ error: '' }, { message: 'an error without words' }],
    [{ error: null }, null],
    [{ ok: true }, null],
    ['error', null],
  ];
  for (const [body, expected] of cases) {
    if (expected === null) t.equal(findServerError(body), null);
    else t.match(findServerError(body), expected);
  }
  let deep: unknown = inner;
  for (let i = 0; i < 8; i++) deep = { error: JSON.stringify(deep) };
  t.match(findServerError(deep)?.message, /^\{"error"/, 'nesting ends somewhere');
});

t.test('numbers and texts of outside are taken only when they are some', async (t) => {
  t.same([0, 5, -1, 0.5, Number.NaN, 2 ** 60, '5', null].map(whole), [0, 5, null, null, null, null, null, null]);
  t.same([0, 5, undefined].map(positive), [null, 5, null]);
  t.same(['', 'a', 5].map(words), [null, 'a', null]);
  t.equal(words('x'.repeat(1000))?.length, 512);
});

t.test('a transport fault is told by its cause', async (t) => {
  const failed = (code: string, name = 'Error') =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code, name }) });
  t.same(transportFault(failed('ECONNREFUSED')), { kind: 'refused', reason: 'ECONNREFUSED why' });
  t.equal(transportFault(failed('HPE_INVALID_CONSTANT')).kind, 'not_http');
  t.equal(transportFault(failed('', 'HTTPParserError')).kind, 'not_http');
  t.same(transportFault(failed('UND_ERR_SOCKET')), { kind: 'broken', reason: 'UND_ERR_SOCKET why' });
  t.same(transportFault('oops'), { kind: 'broken', reason: 'oops' });
});
