import type { JsonObject } from '@kora/contracts';
import t from 'tap';
import { ANY_JSON, EMBEDDED_PROFILE, lowerSchema, SERVER_PROFILE } from '../../src/lower-schema/index.ts';

const embedded = (schema: JsonObject) => lowerSchema(schema, EMBEDDED_PROFILE);
const server = (schema: JsonObject) => lowerSchema(schema, SERVER_PROFILE);
const closed = (properties: JsonObject): JsonObject => ({ type: 'object', properties, additionalProperties: false });

t.test('anyOf becomes oneOf, which node-llama-cpp knows', async (t) => {
  const { schema, warnings } = embedded({ anyOf: [{ type: 'string' }, { type: 'null' }] });
  t.same(schema, { oneOf: [{ type: 'string' }, { type: 'null' }] });
  t.same(warnings, []);
});

t.test('keywords next to anyOf apply to every branch', async (t) => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    anyOf: [
      { properties: { b: { type: 'null' } }, required: ['b'] },
      { properties: { c: { type: 'boolean' } }, required: ['c'] },
    ],
  };
  t.same(embedded(schema).schema, {
    oneOf: [
      closed({ a: { type: 'string' }, b: { type: 'null' } }),
      closed({ a: { type: 'string' }, c: { type: 'boolean' } }),
    ],
  });
});

t.test('allOf is merged into one object', async (t) => {
  const { schema } = embedded({
    allOf: [
      { type: 'object', properties: { a: { type: 'string', minLength: 1 } }, required: ['a'] },
      { properties: { a: { maxLength: 5 }, b: { type: 'null' } }, required: ['b'] },
    ],
  });
  t.same(schema, closed({ a: { type: 'string', minLength: 1, maxLength: 5 }, b: { type: 'null' } }));
});

t.test('what cannot be together has no form, and falls back to JSON with the reason', async (t) => {
  for (const schema of [
    { allOf: [{ type: 'string' }, { type: 'null' }] },
    { enum: [] },
    { type: 'object', properties: { a: false }, required: ['a'] },
    { type: 'frobnicate' },
    { type: 'array', minItems: 3, maxItems: 2 },
    { allOf: [{ const: 1 }, { const: 2 }] },
  ]) {
    const lowered = embedded(schema);
    t.same([lowered.constraint, lowered.schema], ['json', ANY_JSON], JSON.stringify(schema));
    t.match(lowered.warnings, [/only held to JSON/]);
  }
});

t.test('a schema that allows everything asks for JSON and nothing more', async (t) => {
  t.same(embedded({}), { constraint: 'json', schema: ANY_JSON, warnings: [] });
  t.same(embedded({ title: 'anything' }).constraint, 'json');
});

t.test(
  'an optional property may be missing: as a choice of objects, or by required where that is honoured',
  async (t) => {
    const schema = { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } }, required: ['a'] };
    t.same(embedded(schema).schema, {
      oneOf: [closed({ a: { type: 'null' }, b: { type: 'null' } }), closed({ a: { type: 'null' } })],
    });
    t.same(server(schema).schema, { ...schema, additionalProperties: false });
  },
);

t.test('many optional properties are all generated, and named', async (t) => {
  const names = ['a', 'b', 'c', 'd', 'e/f'];
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'null' }]));
  const { schema, warnings } = embedded({ type: 'object', properties });
  t.same(schema, closed(properties));
  t.equal(warnings.length, 5);
  t.equal(warnings[4], '/properties/e~1f is optional but always generated');
});

t.test('nested objects with optional properties do not multiply', async (t) => {
  const optional = { o1: { type: 'null' }, o2: { type: 'null' }, o3: { type: 'null' } };
  let schema: JsonObject = { type: 'object', properties: optional };
  for (let depth = 0; depth < 8; depth++) schema = { type: 'object', properties: { child: schema, ...optional } };
  const lowered = embedded(schema);
  t.equal(lowered.constraint, 'json_schema');
  t.ok(JSON.stringify(lowered.schema).length < 40_000);
});

t.test('keywords that are not enforced are named by JSON pointer, at any depth, and dropped', async (t) => {
  const { schema, warnings } = embedded({
    type: 'object',
    required: ['id', 'list'],
    properties: {
      id: { type: 'string', pattern: '^[a-z]+$', format: 'uuid', maxLength: 5000 },
      list: { type: 'array', uniqueItems: true, items: { type: 'number', minimum: 0, multipleOf: 2 } },
    },
    if: { properties: { id: { const: 'x' } } },
    $defs: { unused: { not: { type: 'null' } } },
  });
  t.same(schema, closed({ id: { type: 'string' }, list: { type: 'array', items: { type: 'number' } } }));
  t.same(
    warnings.map((warning) => warning.replace(' is not enforced by llama.cpp', '')),
    [
      '/if',
      '/properties/id/pattern',
      '/properties/id/format',
      '/properties/id/maxLength',
      '/properties/list/uniqueItems',
      '/properties/list/items/minimum',
      '/properties/list/items/multipleOf',
      '/$defs/unused/not',
    ],
  );
});

t.test('annotations are no loss', async (t) => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'T',
    type: 'string',
    description: 'd',
    examples: ['x'],
    default: 'y',
  };
  t.same(embedded(schema), { constraint: 'json_schema', schema: { type: 'string' }, warnings: [] });
});

t.test('a small range of integers is spelled out where bounds are not honoured', async (t) => {
  t.same(embedded({ type: 'integer', minimum: 1, maximum: 3 }), {
    constraint: 'json_schema',
    schema: { enum: [1, 2, 3] },
    warnings: [],
  });
  t.same(embedded({ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 3 }).schema, { enum: [1, 2] });
  t.same(server({ type: 'integer', minimum: 1, maximum: 3 }).schema, { type: 'integer', minimum: 1, maximum: 3 });
  const wide = embedded({ type: 'integer', minimum: 0 });
  t.same([wide.schema, wide.warnings], [{ type: 'integer' }, ['/minimum is not enforced by llama.cpp']]);
});

t.test('constants that are no scalars are spelled out', async (t) => {
  t.same(embedded({ enum: [1, { a: [true] }] }).schema, {
    oneOf: [
      { enum: [1] },
      {
        type: 'object',
        properties: { a: { type: 'array', prefixItems: [{ const: true }], minItems: 1, maxItems: 1 } },
        required: ['a'],
        additionalProperties: false,
      },
    ],
  });
});

t.test('a type list is a choice, each with its own keywords; enum and type both count', async (t) => {
  t.same(embedded({ type: ['string', 'null'], maxLength: 3 }).schema, {
    oneOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }],
  });
  t.same(embedded({ type: ['string'], enum: ['a', 1, null] }).schema, { enum: ['a'] });
});

t.test('references become definitions, recursion included', async (t) => {
  const { schema, warnings } = embedded({
    $defs: {
      node: {
        type: 'object',
        properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        required: ['next'],
      },
    },
    $ref: '#/$defs/node',
  });
  t.same(schema, {
    $ref: '#/$defs/d1',
    $defs: { d1: closed({ next: { oneOf: [{ $ref: '#/$defs/d1' }, { type: 'null' }] } }) },
  });
  t.same(warnings, []);
  const pointed = embedded({
    type: 'object',
    properties: { 'a/b': { const: 1 }, c: { $ref: '#/properties/a~1b' } },
    required: ['a/b', 'c'],
  });
  t.same(pointed.schema.$defs, { d1: { enum: [1] } });
});

t.test('a reference that leads nowhere, or back to itself, leaves the place open and says so', async (t) => {
  for (const reference of ['#/$defs/missing', 'https://example.org/schema', '#/properties/a']) {
    const lowered = embedded({ type: 'object', properties: { a: { $ref: reference } }, required: ['a'] });
    t.match(lowered.warnings, [/\/properties\/a\/\$ref: .*any JSON value/], reference);
  }
});

t.test('mutual references without anything between them are given up instead of recursing for ever', async (t) => {
  const defs = {
    a: { anyOf: [{ $ref: '#/$defs/b' }, { type: 'null' }] },
    b: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'string' }] },
  };
  const direct = embedded({ $defs: defs, $ref: '#/$defs/a' });
  t.match(direct.warnings, [/leads back to itself/]);
  const later = embedded({
    $defs: {
      ...defs,
      a: {
        anyOf: [{ type: 'object', properties: { x: { $ref: '#/$defs/b' } }, required: ['x'] }, { $ref: '#/$defs/b' }],
      },
    },
    $ref: '#/$defs/a',
  });
  t.equal(later.constraint, 'json', 'found after the fact, in the definitions');
  const endless = embedded({
    type: 'object',
    properties: { next: { allOf: [{ $ref: '#' }, { required: ['x'] }] } },
    required: ['next'],
  });
  t.equal(endless.constraint, 'json');
});

t.test('a property that cannot exist is left out, an array that cannot go on ends', async (t) => {
  t.same(
    embedded({ type: 'object', properties: { a: false, b: { type: 'null' } }, required: ['b'] }).schema,
    closed({ b: { type: 'null' } }),
  );
  t.same(embedded({ type: 'array', prefixItems: [{ type: 'null' }], items: false }).schema, {
    type: 'array',
    prefixItems: [{ type: 'null' }],
    maxItems: 1,
  });
});

t.test('objects are as open as they were', async (t) => {
  t.same(embedded({ type: 'object' }).schema, { type: 'object', properties: {}, additionalProperties: true });
  t.same(embedded({ type: 'object', additionalProperties: { type: 'null' }, maxProperties: 3 }).schema, {
    type: 'object',
    properties: {},
    additionalProperties: { type: 'null' },
    maxProperties: 3,
  });
  t.same(embedded({ type: 'object', required: ['x'], additionalProperties: true }).schema, {
    type: 'object',
    properties: { x: ANY_JSON },
    additionalProperties: true,
  });
});

t.test('llama-server is given the patterns that it can read, and no others', async (t) => {
  const patternOf = (pattern: string) => server({ type: 'string', pattern }).schema.pattern;
  for (const kept of ['^[a-z]{2,5}$', '^\\d+-\\d+$', '^INV-[0-9]{4}$']) t.equal(patternOf(kept), kept);
  for (const dropped of ['abc', '^(?=a)b$', '^a+?$', '^\\p{L}$', '^(a|b)$', '^a$|^b$', '^[^a]$'])
    t.equal(patternOf(dropped), undefined, dropped);
});
