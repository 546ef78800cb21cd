import { isRecord, type Json, type JsonObject } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { lowerSchema } from '../../src/lower-schema/index.ts';

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const property = (schema: Json) => {
  const lowered = lowerSchema(object({ x: schema }));
  const { properties } = lowered.schema;
  return { x: isRecord(properties) ? properties.x : undefined, ...lowered };
};
const dropped = (...keywords: readonly string[]) =>
  keywords.map((keyword) => `/properties/x/${keyword} is not enforced by LM Studio`);

t.test('what LM Studio enforces goes along as it is', async (t) => {
  const schema = object(
    {
      text: { type: 'string', minLength: 1, maxLength: 1000 },
      day: { type: 'string', format: 'date' },
      code: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
      count: { type: 'integer', minimum: 0, exclusiveMaximum: 10 },
      kind: { enum: ['a', 1, null] },
      fixed: { const: 'v' },
      list: { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 3 },
      pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 2, maxItems: 2 },
    },
    { required: ['text'] },
  );
  t.same(lowerSchema(schema), { constraint: 'json_schema', schema, warnings: [] });
});

t.test('what it would ignore in silence, or answer with 400, is dropped and named', async (t) => {
  const cases: readonly [JsonObject, Json, readonly string[]][] = [
    [
      { type: 'number', minimum: 0, maximum: 1, multipleOf: 0.1 },
      { type: 'number' },
      ['minimum', 'maximum', 'multipleOf'],
    ],
    [{ type: 'integer', minimum: 0, multipleOf: 2 }, { type: 'integer', minimum: 0 }, ['multipleOf']],
    [{ type: 'string', maxLength: 2001 }, { type: 'string' }, ['maxLength']],
    [{ type: 'string', minLength: 3000 }, { type: 'string' }, ['minLength']],
    [{ type: 'string', format: 'email' }, { type: 'string' }, ['format']],
    [{ type: 'string', pattern: 'abc' }, { type: 'string' }, ['pattern']],
    [{ type: 'string', pattern: '^(?=a)b$' }, { type: 'string' }, ['pattern']],
    [{ type: 'string', pattern: '^(a|b' }, { type: 'string' }, ['pattern']],
    [{ type: 'string', pattern: '^a$', maxLength: 1 }, { type: 'string', pattern: '^a$' }, ['maxLength']],
    [{ type: 'string', format: 'uuid', pattern: '^a$' }, { type: 'string', format: 'uuid' }, ['pattern']],
    [{ type: 'string', nullable: true }, { type: 'string' }, ['nullable']],
    [{ type: 'string', not: { const: 'a' } }, { type: 'string' }, ['not']],
    [
      { type: 'array', items: { type: 'null' }, uniqueItems: true },
      { type: 'array', items: { type: 'null' } },
      ['uniqueItems'],
    ],
    [{ type: 'array', contains: {}, maxItems: 5000 }, { type: 'array' }, ['contains', 'maxItems']],
    [{ type: 'string', if: {}, then: {}, else: {} }, { type: 'string' }, ['if', 'then', 'else']],
    [
      { type: 'object', patternProperties: { a: {} }, minProperties: 1 },
      { type: 'object', additionalProperties: true },
      ['patternProperties', 'minProperties'],
    ],
    [{ enum: [1], minimum: 0 }, { enum: [1] }, ['minimum']],
    [
      { anyOf: [{ type: 'null' }, { type: 'string' }], minLength: 1 },
      { oneOf: [{ type: 'null' }, { type: 'string' }] },
      ['minLength'],
    ],
  ];
  for (const [schema, expected, keywords] of cases) {
    const { x, warnings, constraint } = property(schema);
    t.same(x, expected, JSON.stringify(schema));
    t.same([...warnings].sort(), dropped(...keywords).sort());
    t.equal(constraint, 'json_schema');
  }
});

t.test('a choice is a oneOf, a list of types a choice, and annotations are left out', async (t) => {
  t.same(property({ anyOf: [{ type: 'string', title: 'T' }, { type: 'null' }] }).x, {
    oneOf: [{ type: 'string' }, { type: 'null' }],
  });
  const { x, warnings } = property({ type: ['string', 'null'], minLength: 2, description: 'd' });
  t.same(x, { oneOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] });
  t.same(warnings, []);
  const structure = property({
    type: 'object',
    properties: { a: {} },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  });
  t.match(structure.x, { type: 'object', properties: { a: {} } });
  t.same(structure.warnings, dropped('oneOf'));
});

t.test(
  'objects are closed as llama.cpp closes them, and a required name without schema is not forgotten',
  async (t) => {
    t.match(property({ properties: { a: { type: 'null' } } }).x, { type: 'object', additionalProperties: false });
    const { x } = property({ type: 'object', required: ['a'], additionalProperties: { type: 'number' } });
    t.same(x, {
      type: 'object',
      properties: { a: { type: 'number' } },
      required: ['a'],
      additionalProperties: { type: 'number' },
    });
    t.match(property({ type: 'object', required: ['a'] }).x, { properties: { a: { oneOf: [] } }, required: ['a'] });
    t.same(property({ type: 'array', prefixItems: [{ type: 'null' }], items: false }).x, {
      type: 'array',
      prefixItems: [{ type: 'null' }],
      maxItems: 1,
    });
  },
);

t.test('objects of an allOf go together, other parts are named', async (t) => {
  const a = object({ a: { type: 'null' } });
  const { x, warnings } = property({
    allOf: [a, { type: 'string' }],
    type: 'object',
    properties: { b: { type: 'null' } },
  });
  t.match(x, { allOf: [a, { type: 'object', properties: { b: { type: 'null' } } }] });
  t.same(warnings, dropped('allOf/1'));
});

t.test('references become definitions, also recursive ones; what points nowhere is any JSON', async (t) => {
  const { schema, warnings } = lowerSchema({
    $ref: '#/definitions/node',
    definitions: { node: object({ next: { anyOf: [{ $ref: '#/definitions/node' }, { type: 'null' }] } }) },
  });
  t.match(schema, {
    $ref: '#/$defs/d1',
    $defs: { d1: { properties: { next: { oneOf: [{ $ref: '#/$defs/d1' }, { type: 'null' }] } } } },
  });
  t.same(warnings, []);
  for (const $ref of ['#/$defs/none', 'https://example.org/schema.json', '#anchor']) {
    const lost = property({ $ref });
    t.match(lost.x, { oneOf: [] });
    t.same(lost.warnings, dropped('$ref'));
  }
});

t.test('what cannot be said at all is only held to JSON, and says so', async (t) => {
  const chain = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => [`d${i}`, { type: 'array', items: { $ref: `#/$defs/d${i + 1}` } }]),
  );
  for (const schema of [
    { type: 'thing' },
    { enum: [] },
    { anyOf: [] },
    { $ref: '#' },
    { $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, { type: 'null' }] }, b: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' },
    object({ x: false }),
    { $ref: '#/$defs/d0', $defs: chain },
  ]) {
    const { constraint, warnings } = lowerSchema(schema);
    t.equal(constraint, 'json');
    t.match(warnings, [/only held to JSON/]);
  }
  t.match(lowerSchema({}), { constraint: 'json', warnings: [] });
  t.match(lowerSchema({ not: {} }), { constraint: 'json', warnings: ['/not is not enforced by LM Studio'] });
});

const KNOWN = new Set(
  'type properties required additionalProperties items prefixItems minItems maxItems minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum const enum oneOf allOf $ref $defs'.split(
    ' ',
  ),
);

function unknownKeywords(schema: unknown): readonly string[] {
  if (!isRecord(schema)) return [];
  const named = [schema.properties, schema.$defs].flatMap((map) => (isRecord(map) ? Object.values(map) : []));
  const listed = [schema.oneOf, schema.allOf, schema.prefixItems].flatMap((list) => (Array.isArray(list) ? list : []));
  const children = [...named, ...listed, schema.items, schema.additionalProperties];
  return [...Object.keys(schema).filter((key) => !KNOWN.has(key)), ...children.flatMap(unknownKeywords)];
}

t.test('whatever the schema, only words that LM Studio knows are sent', async (t) => {
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small' },
      fc.boolean(),
      fc.record(
        {
          type: fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'null', ['string', 'null'], 'thing'),
          properties: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('schema'), { maxKeys: 2 }),
          required: fc.subarray(['a', 'b', 'c']),
          items: tie('schema'),
          anyOf: fc.array(tie('schema'), { maxLength: 2 }),
          allOf: fc.array(tie('schema'), { maxLength: 2 }),
          $ref: fc.constantFrom('#', '#/$defs/a', '#/items', '#/properties/a'),
          $defs: fc.record({ a: tie('schema') }),
          minLength: fc.integer(),
          maximum: fc.double(),
          pattern: fc.string(),
          format: fc.constantFrom('date', 'email'),
          uniqueItems: fc.boolean(),
          nullable: fc.constant(true),
          'x-own': fc.string(),
        },
        { requiredKeys: [] },
      ),
    ),
  }));
  fc.assert(
    fc.property(schema, (value) => {
      const root = (isRecord(value) ? value : {}) as JsonObject;
      const lowered = lowerSchema(root);
      t.same(unknownKeywords(lowered.schema), []);
      const references = [...JSON.stringify(lowered.schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g)].map(
        ([, name]) => name,
      );
      const defined = Object.keys(isRecord(lowered.schema.$defs) ? lowered.schema.$defs : {});
      return references.every((name) => defined.includes(name ?? ''));
    }),
    { numRuns: 300 },
  );
});
