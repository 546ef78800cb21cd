import type { JsonObject } from '@kora/contracts';
import t from 'tap';
import { ANY_JSON, lowerSchema } from '../../src/lower-schema/lower-schema.ts';
import { serve } from '../support/bench.ts';
import { only } from '../support/calls.ts';
import { MODEL, tag } from '../support/ollama-bodies.ts';
import { json } from '../support/replies.ts';

const closed = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

t.test('what llama.cpp honours goes along as it is, in the order of the schema', async (t) => {
  const schema = closed(
    {
      z: { type: 'string', maxLength: 20, description: 'a name' },
      a: { type: 'integer', minimum: 1, exclusiveMaximum: 9 },
      d: { type: 'string', format: 'date' },
      p: { type: 'string', pattern: '^[a-z]{1,5}-\\d+$' },
      c: { anyOf: [{ const: 1 }, { enum: ['x', null] }] },
      l: { type: 'array', items: { $ref: '#/$defs/node' }, minItems: 1, maxItems: 5 },
    },
    { $defs: { node: closed({ next: { oneOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } }) } },
  );
  const { server, ask } = await serve(t);
  const start = only(await ask({ schema }), 'start');
  t.equal(JSON.stringify(server.bodyTo('/api/chat').format), JSON.stringify(schema));
  t.match(start, { structured_output: 'json_schema', warnings: [] });
});

t.test('every keyword that llama.cpp ignores in silence is named and left out', async (t) => {
  const ignored: JsonObject = {
    'number bounds': { type: 'number', minimum: 0 },
    multipleOf: { type: 'integer', multipleOf: 5 },
    uniqueItems: { type: 'array', uniqueItems: true },
    not: { type: 'string', not: { const: 'x' } },
    if: { type: 'string', if: { const: 'x' } },
    patternProperties: { type: 'object', patternProperties: { '^x': { type: 'string' } } },
    email: { type: 'string', format: 'email' },
    unanchored: { type: 'string', pattern: 'abc' },
    'look-ahead': { type: 'string', pattern: '^(?!x)a$' },
    nullable: { type: 'string', nullable: true },
    long: { type: 'string', maxLength: 5000 },
    'both string shapes': { type: 'string', format: 'date', maxLength: 3 },
  };
  const { server, ask } = await serve(t);
  const start = only(await ask({ schema: closed(ignored) }), 'start');
  const named = start.warnings.map(
    (warning) => /^\/properties\/([^/]+)\/(\w+) is not enforced by Ollama$/.exec(warning)?.[1],
  );
  t.same(named, Object.keys(ignored));
  const { properties } = server.bodyTo('/api/chat').format as { properties: Record<string, object> };
  for (const [name, schema] of Object.entries(properties)) {
    t.same(Object.keys(schema), name === 'both string shapes' ? ['type', 'format'] : ['type'], name);
  }
  t.equal(start.structured_output, 'json_schema');
});

t.test('what llama.cpp would not look at next to something else is named', async (t) => {
  const schema = {
    anyOf: [{ type: 'object' }],
    properties: { a: {} },
    required: ['a', 'b'],
    unevaluatedProperties: false,
  };
  t.same(lowerSchema(schema).warnings, [
    '/properties is not enforced by Ollama',
    '/required is not enforced by Ollama',
    '/required: "b" is not enforced by Ollama, because properties lacks it',
  ]);
});

t.test('what llama.cpp would refuse is replaced by any JSON, and named', async (t) => {
  const { schema, warnings } = lowerSchema(
    closed(
      {
        gone: { $ref: '#/$defs/nope' },
        remote: { $ref: 'https://example.com/x.json' },
        loop: { $ref: '#/$defs/loop' },
        long: { type: 'string', minLength: 2001 },
        any: true,
        open: {},
        pair: { type: 'array', prefixItems: [{ type: 'null' }], items: false },
      },
      { $defs: { loop: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/loop' }] } } },
    ),
  );
  t.match(schema.properties, {
    gone: ANY_JSON,
    remote: ANY_JSON,
    loop: ANY_JSON,
    long: { type: 'string' },
    any: ANY_JSON,
    open: ANY_JSON,
  });
  t.same((schema.properties as JsonObject).pair, { type: 'array', prefixItems: [{ type: 'null' }] });
  t.equal(warnings.length, 5, 'the loop is named where it begins, too');
});

t.test('a schema that allows everything is only held to JSON', async (t) => {
  const { server, ask } = await serve(t);
  const start = only(await ask({ schema: { title: 'anything' } }), 'start');
  t.same(server.bodyTo('/api/chat').format, ANY_JSON);
  t.equal(start.structured_output, 'json');
});

t.test('a model whose runner ignores schemas does not claim to follow one', async (t) => {
  const models = [tag(MODEL, { details: { format: 'safetensors', context_length: 4096 } })];
  const { server, ask } = await serve(t, { 'GET /api/tags': json(200, { models }) });
  const start = only(await ask({ schema: closed({ a: { type: 'null' } }) }), 'start');
  t.match(start, { structured_output: 'none', warnings: [/safetensors/] });
  t.match(server.bodyTo('/api/chat').format, { type: 'object' }, 'it is sent all the same');
});
