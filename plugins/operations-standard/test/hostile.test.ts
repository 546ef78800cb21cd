import type { Json, JsonObject } from '@kora/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import t from 'tap';
import { descriptors } from '../src/descriptors.ts';
import { errorOf } from './support/error-of.ts';
import { openLibrary } from './support/open-library.ts';

const library = await openLibrary(t);
const ajv = new Ajv2020({ strict: true, allErrors: false });
const schemas = descriptors.map(({ name, arguments: schema, result, examples }) => ({
  name,
  accepts: ajv.compile(schema),
  gives: ajv.compile(result),
  examples: examples.map((example) => example.arguments),
}));

/** The result, or the message of the error; anything else that is thrown fails the test. */
function attempt(name: string, args: JsonObject): { readonly result: Json } | { readonly message: string } {
  try {
    return { result: library.call(name, args) };
  } catch (error) {
    const message = Object(error).message;
    if (typeof message !== 'string') throw error;
    return { message };
  }
}
const messageOf = (name: string, args: JsonObject) => errorOf(library, name, args);

const nasty: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  -5e-324,
  9007199254740991,
  '',
  '__proto__',
  'constructor',
  '\u0000',
  'é😀',
  '{{constructor}}',
  [],
  [null],
  [[[]]],
  {},
  { constructor: { prototype: 1 }, toString: 1, hasOwnProperty: null, length: 5 },
];

t.test('whatever is put in place of an argument gives a valid result or an error with a short message', async (t) => {
  let accepted = 0;
  for (const { name, accepts, gives, examples } of schemas) {
    for (const example of examples) {
      for (const key of Object.keys(example)) {
        for (const value of nasty) {
          const args = { ...example, [key]: value };
          if (!accepts(args)) continue;
          accepted++;
          const outcome = attempt(name, args);
          if ('message' in outcome) {
            t.match(outcome.message, /^[a-z_]+:? /, `${name} names what is at fault: ${outcome.message}`);
            t.ok(outcome.message.length < 600, `${name} is brief: ${outcome.message}`);
          } else
            t.ok(gives(outcome.result), `${name} of ${JSON.stringify(args)} gives ${JSON.stringify(outcome.result)}`);
        }
      }
    }
  }
  t.ok(accepted > 1_000, `${accepted} calls got past the schema`);
});

t.test('arguments of the wrong type, which a schema would refuse, never get out of the realm or hang', async (t) => {
  const args = fc.dictionary(fc.constantFrom('text', 'value', 'rows', 'items', 'expression', 'date'), fc.jsonValue());
  fc.assert(
    fc.property(fc.constantFrom(...descriptors.map(({ name }) => name)), args, (name, value) => {
      attempt(name, JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 1_000 },
  );
  t.equal(library.callText('value.constant', '{"value":{"polluted":null}}'), '{"polluted":null}');
  t.equal(library.callText('json.query', '{"value":{},"expression":"polluted"}'), 'null');
});

t.test('keys of prototypes are ordinary keys, or refused, and pollute nothing', async (t) => {
  const own = JSON.parse('{"__proto__":{"polluted":1},"constructor":"c"}');
  t.match(messageOf('value.constant', { value: own }), /__proto__/);
  t.match(messageOf('json.merge', { values: [{}, own] }), /__proto__/);
  t.match(messageOf('json.set', { value: {}, pointer: '/__proto__/polluted', new_value: 1 }), /__proto__/);
  t.match(messageOf('json.parse', { text: '{"__proto__":1}' }), /__proto__/);
  t.match(messageOf('csv.parse', { text: '__proto__,b\n1,2' }), /__proto__/);
  t.strictSame(library.call('csv.parse', { text: 'constructor,toString\n1,2' }), {
    columns: ['constructor', 'toString'],
    rows: [{ constructor: 1, toString: 2 }],
  });
  t.match(
    messageOf('text.template', { template: '{{constructor.name}}', values: {} }),
    /^values has no "constructor.name"/,
  );
  t.match(messageOf('math.evaluate', { expression: 'constructor + 1' }), /no value/);
  t.match(messageOf('math.evaluate', { expression: 'toString(1)' }), /functions are/);
  t.match(
    messageOf('table.filter', { rows: [{ a: 1 }], where: [{ column: 'constructor', test: 'not_null' }] }),
    /no row/,
  );
  t.equal(library.call('json.query', { value: {}, expression: 'constructor' }), null);
  t.match(messageOf('json.get', { value: {}, pointer: '/toString' }), /leads to nothing/);
  t.equal(library.call('json.query', { value: {}, expression: 'polluted' }), null);
});

t.test('expressions that would run away end in an error or at once', async (t) => {
  const percents = `1${'+1%'.repeat(600)}`;
  t.type(library.call('math.evaluate', { expression: percents }), 'object', 'shared parts are computed once');
  const nested = `${'3%(1+'.repeat(60)}7${')'.repeat(60)}`;
  t.type(library.call('math.evaluate', { expression: nested }), 'object', 'what follows a % is read once');
  t.match(messageOf('math.evaluate', { expression: '('.repeat(999) }), /nests parentheses/);
  t.match(messageOf('math.evaluate', { expression: '9^9^9^9' }), /range of numbers/);
  t.match(messageOf('math.evaluate', { expression: '10^500' }), /range of numbers/);
  t.match(messageOf('math.evaluate', { expression: '9^200!' }), /range of numbers/);
  t.match(messageOf('math.evaluate', { expression: 'factorial(1e9)' }), /0 to 200/);
  t.match(messageOf('math.evaluate', { expression: 'sin(10^300)' }), /radians/);
  t.match(messageOf('math.evaluate', { expression: 'sqrt(-1)' }), /no real result/);
  t.match(messageOf('math.evaluate', { expression: '0/0' }), /divide by zero/);
  for (const expression of [
    'a = 1',
    'f(x) = x',
    '[1, 2]',
    '{a: 1}',
    '"a"',
    '1; 2',
    '1:3',
    '2 km to m',
    'a.b',
    '~1',
    '1 # c',
    '',
  ]) {
    t.match(messageOf('math.evaluate', { expression, variables: { a: 1, km: 1, m: 1 } }), /^expression /, expression);
  }
  t.strictSame(
    library.call('math.evaluate', { expression: '0.1+0.2' }),
    { value: 0.3, text: '0.3' },
    'and nothing is left behind',
  );
  t.match(messageOf('json.query', { value: 1, expression: '('.repeat(1_900) }), /nests more/);
  t.match(messageOf('json.query', { value: 1, expression: `${'!'.repeat(1_900)}@` }), /cannot be applied|no error but/);
});

t.test('patterns that blow up other engines are answered', async (t) => {
  const text = `${'a'.repeat(50_000)}!`;
  for (const pattern of [
    '^(a+)+$',
    '^(a|aa)+$',
    '^(a|a?)+$',
    '(.*)*x',
    '(a*)*b',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    'a{1,30}a{1,30}a{1,30}$',
  ]) {
    t.equal(library.call('regex.test', { text, pattern }), false, pattern);
  }
  t.strictSame(library.call('text.extract', { text: `${'a.'.repeat(100_000)}@`, kind: 'emails' }), []);
  t.strictSame(library.call('text.extract', { text: 'http://'.repeat(20_000), kind: 'dates' }), []);
  for (const pattern of ['(', 'a{2000}', '(?=a)', '\\1', '(?<n>a)(?<n>b)', '[z-a]', '*']) {
    t.match(messageOf('regex.test', { text: 'a', pattern }), /^pattern /, pattern);
  }
  t.match(messageOf('date.parse', { text: '1'.repeat(199), pattern: 'dM'.repeat(99) }), /^pattern may hold each/);
});

t.test('what would grow without bound is refused', async (t) => {
  const long = 'x'.repeat(100_000);
  t.match(messageOf('text.replace', { text: long, find: 'x', replacement: long }), /longer than/);
  t.match(
    messageOf('regex.replace', { text: long.slice(0, 9_000), pattern: 'x', replacement: long.slice(0, 9_999) }),
    /longer than/,
  );
  t.match(messageOf('text.template', { template: '{{a}}'.repeat(1_000), values: { a: long } }), /longer than/);
  t.match(
    messageOf('text.join', { items: ['a'.repeat(3_000_000), 'b'.repeat(3_000_000)], separator: '' }),
    /more than/,
  );
  t.match(messageOf('list.range', { start: 0, end: 1e9 }), /more than 100000/);
  t.match(messageOf('date.range', { first: '0001-01-01', last: '9999-12-31' }), /more than 10000/);
  const rows = Array.from({ length: 1_000 }, () => ({ k: 1 }));
  t.match(messageOf('table.join', { left: rows, right: rows, on: [{ left: 'k', right: 'k' }] }), /more than 200000/);
  t.match(messageOf('json.parse', { text: '['.repeat(100_000) }), /is no JSON|nested/);
  t.match(messageOf('json.parse', { text: `${'['.repeat(70)}${']'.repeat(70)}` }), /more than 64 levels/);
  t.match(messageOf('json.parse', { text: '"\\ud800"' }), /surrogate/);
  t.match(messageOf('json.parse', { text: '1e999' }), /Infinity/);
  t.match(messageOf('list.sum', { numbers: [1.7e308, 1.7e308] }), /not a finite number/);
  t.equal(library.callText('json.parse', '{"text":"-0"}'), '0');
});
