import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);

t.test('numbers are written with all their digits, and marked when they are not', async (t) => {
  expectAll(t, library, [
    ['number.write', { number: '18446744073709551616' }, '18,446,744,073,709,551,616'],
    ['number.write', { number: 123456789.125, digits: 4 }, '≈ 123,456,789'],
    ['number.write', { number: -0.00000001234 }, '-1.234e-8'],
    ['number.write', { number: 0 }, '0'],
    ['number.write', { number: '1e21', decimal_separator: ',' }, '1e+21'],
    ['number.write', { number: 1234.5, group_separator: '.', decimal_separator: ',' }, '1.234,5'],
  ]);
  refuseAll(t, library, [['number.write', { number: 'twelve' }, /^number is no decimal number/]]);
});

t.test('no value can leave its place in Markdown', async (t) => {
  expectAll(t, library, [
    ['markdown.value', { value: '](x) <b> | `' }, '\\](x) \\<b\\> \\| \\`'],
    ['markdown.value', { value: null, empty: '-' }, '-'],
    ['markdown.value', { value: [1, 'a'] }, '\\[1,"a"\\]'],
    ['markdown.code', { text: '```\nx' }, '````\n```\nx\n````'],
    ['markdown.code', { text: '`', inline: true }, '`` ` ``'],
    ['markdown.code', { text: '', inline: true }, '```\n\n```'],
    [
      'markdown.table',
      { rows: [{ a: 'x\ny' }, { a: 1 }], max_rows: 1 },
      '| a |\n| --- |\n| x y |\n\n1 more rows are not shown.',
    ],
  ]);
});

t.test('Markdown tables are read as they are shown', async (t) => {
  expectAll(t, library, [
    [
      'markdown.parse_table',
      { text: 'Before\n\na | b\n--- | :-:\n007 | x\\|y\n1 |\n\nAfter | this' },
      {
        columns: ['a', 'b'],
        rows: [
          { a: '007', b: 'x|y' },
          { a: 1, b: null },
        ],
      },
    ],
  ]);
  refuseAll(t, library, [
    ['markdown.parse_table', { text: 'no table' }, /^text holds no Markdown table/],
    ['markdown.parse_table', { text: 'a|a\n-|-\n1|2' }, /^text has a table whose columns/],
    ['markdown.parse_table', { text: 'a|b\n-|-\n1|2|3' }, /^text has 3 cells in row 1/],
  ]);
});

t.test('texts are reversed, wrapped and compared', async (t) => {
  expectAll(t, library, [
    ['text.reverse', { text: 'a👩‍👧b' }, 'b👩‍👧a'],
    ['text.reverse', { text: 'a\nb', by: 'lines' }, 'b\na'],
    ['text.wrap', { text: 'a verylongword b\n\nc', width: 5 }, 'a\nverylongword\nb\n\nc'],
    ['text.diff', { before: 'a\nb\nc', after: 'b\nc\nd' }, { text: '-a\n b\n c\n+d', added: 1, removed: 1 }],
    ['text.diff', { before: 'same', after: 'same' }, { text: ' same', added: 0, removed: 0 }],
  ]);
});

t.test('YAML is read by its core schema and written so that it reads the same', async (t) => {
  expectAll(t, library, [
    ['yaml.parse', { text: 'a: yes\nb: 0o17\nc: ~\nd: 1e3' }, { a: 'yes', b: 15, c: null, d: 1000 }],
    ['yaml.parse', { text: '' }, null],
    ['yaml.format', { value: { n: null, s: 'true', l: [] } }, 'l: []\nn: null\ns: "true"\n'],
  ]);
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`;
  refuseAll(t, library, [
    ['yaml.parse', { text: 'a: [1' }, /^text is no YAML/],
    ['yaml.parse', { text: 'a: 1\na: 2' }, /^text is no YAML/],
    ['yaml.parse', { text: bomb }, /alias/i],
  ]);
});

t.test('JSON is checked and held against a schema, without leaving it', async (t) => {
  const schema = {
    type: 'object',
    properties: { id: { $ref: '#/$defs/id' }, tags: { type: 'array', items: { type: 'string' } } },
    required: ['id'],
    additionalProperties: false,
    $defs: { id: { type: 'integer', minimum: 1 } },
  };
  const valid = (value: object) => Object(library.call('json.validate', { value: Object(value), schema }));
  t.strictSame(valid({ id: 1, tags: ['a'] }), { valid: true, errors: [] });
  t.match(valid({ id: 0 }), { valid: false, errors: [{ path: '/id' }] });
  t.match(valid({ id: 1, tags: [2] }), { valid: false, errors: [{ path: '/tags/0' }] });
  t.match(valid({}), { valid: false, errors: [{ path: '' }] });
  t.match(library.call('json.check', { text: '{a:1}' }), { valid: false, problem: /\S/ });
  refuseAll(t, library, [
    ['json.validate', { value: 1, schema: { $ref: 'https://example.org/other.json' } }, /^schema is not usable/],
    ['json.validate', { value: 1, schema: { $ref: 'other.json' } }, /^schema is not usable/],
  ]);
});

t.test('colours, schedules and UUIDs', async (t) => {
  t.match(library.call('color.convert', { color: 'teal' }), { hex: '#008080', rgb: 'rgb(0, 128, 128)' });
  expectAll(t, library, [
    ['cron.describe', { expression: '0 0 * * 0' }, 'At 00:00, only on Sunday'],
    ['uuid.check', { text: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }, { valid: true, version: null }],
    ['uuid.check', { text: '919108f752d143209bacf847db4148a8' }, { valid: false, version: null }],
  ]);
  refuseAll(t, library, [
    ['color.convert', { color: 'blurple' }, /^color is no colour/],
    ['cron.describe', { expression: '99 * * * *' }, /^expression is no cron expression/],
  ]);
});
