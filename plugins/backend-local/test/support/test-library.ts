import { OPERATION_LIBRARY_SPEC_VERSION, type OperationDescriptor, type OperationLibrary } from '@kora/contracts';

const descriptor = (name: string, more: Partial<OperationDescriptor> = {}): OperationDescriptor => ({
  name,
  version: '1.0.0',
  summary: name,
  arguments: { type: 'object' },
  result: {},
  examples: [],
  ...more,
});

const numbers = { type: 'array', items: { type: 'number' } } as const;

/** Operations that are well-behaved, and operations that misbehave in every way that the engine must survive. */
const SOURCE = `({
  'math.add': ({ values }) => values.reduce((sum, value) => sum + value, 0),
  'data.echo': ({ value }) => value,
  'data.wrap': ({ value }) => ({ value }),
  'test.parse': ({ json }) => JSON.parse(json),
  'data.keys': ({ value }) => Object.keys(value),
  'data.wrong': () => 'not a number',
  'test.fail': ({ reason }) => { throw new Error(reason); },
  'test.nothing': () => undefined,
  'test.burn': ({ rounds }) => { let x = 1; for (let i = 0; i < rounds; i++) x = (x * 1103515245 + 12345) % 2147483648; return x; },
  'test.forever': () => { for (;;); },
  'test.fill': () => { const list = []; for (;;) list.push(new Array(1e6).fill(1.5)); },
  'test.fatal': () => ('x'.repeat(2 ** 26)).split(''),
  'test.misbehave': ({ how }) => {
    if (how === 'forever') for (;;);
    if (how === 'backtrack') return /^(a+)+$/.test('a'.repeat(40) + 'b');
    if (how === 'fill') { const list = []; for (;;) list.push(new Array(1e6).fill(1.5)); }
    if (how === 'fatal') return ('x'.repeat(2 ** 26)).split('');
    if (how === 'recurse') { const again = (n) => 1 + again(n + 1); return again(0); }
    return how;
  },
  'test.recurse': () => { const again = (n) => 1 + again(n + 1); return again(0); },
  'test.backtrack': () => /^(a+)+$/.test('a'.repeat(40) + 'b'),
  'test.deep': () => { let value = 1; for (let i = 0; i < 100; i++) value = [value]; return value; },
  'test.long': ({ length }) => 'x'.repeat(length),
  'test.surrogate': () => '\\ud800',
  'escape.globals': () => [typeof process, typeof require, typeof fetch, typeof setTimeout, typeof console, typeof eval],
  'escape.now': () => Date.now(),
  'escape.date': () => new Date().toISOString(),
  'escape.temporal': () => Temporal.Now.instant().toString(),
  'escape.random': () => Math.random(),
  'escape.function': () => new Function('return typeof process')(),
  'escape.constructor': () => this.constructor.constructor('return typeof process')(),
  'escape.leak': () => {
    globalThis.left = 1;
    try { Object.prototype.left = 1; } catch {}
    try { Array.prototype.push = 1; } catch {}
    return [typeof globalThis.left, typeof ({}).left, typeof [].push];
  },
  'escape.locale': () => [new Date('2026-07-01T12:00:00').getHours(), new Date(2026, 6, 1).toISOString(), (1234.5).toLocaleString(), new Intl.DateTimeFormat().resolvedOptions().timeZone],
  'escape.later': () => { Promise.resolve().then(() => { for (;;); }); return 1; },
})`;

/** A library for tests of the engine. */
export const testLibrary: OperationLibrary = {
  id: 'test-operations',
  specVersion: OPERATION_LIBRARY_SPEC_VERSION,
  operations: [
    descriptor('math.add', {
      arguments: { type: 'object', properties: { values: numbers }, required: ['values'], additionalProperties: false },
      result: { type: 'number' },
    }),
    descriptor('data.wrong', { result: { type: 'number' } }),
    ...[...SOURCE.matchAll(/^ {2}'([a-z.]+)'/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'math.add' && name !== 'data.wrong')
      .map((name) => descriptor(name)),
  ],
  script: { filename: 'test-operations.js', source: SOURCE },
};
