import type { JsonObject } from '@kora/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import t from 'tap';
import { EMBEDDED_PROFILE, lowerSchema } from '../../src/lower-schema/index.ts';
import { inProcessModel } from '../support/in-process-model.ts';

const { answer, remove } = await inProcessModel();
t.teardown(remove);

const scalar = fc.oneof(
  fc.constantFrom('é', 'a"b', 'a\\b', 'tab\t', 'x').map((value) => ({ const: value })),
  fc.constantFrom<JsonObject>(
    { type: 'boolean' },
    { type: 'null' },
    { type: 'string', maxLength: 3 },
    { type: 'string', format: 'date' },
  ),
  fc.record({
    type: fc.constant('integer'),
    minimum: fc.integer({ min: -5, max: 0 }),
    maximum: fc.integer({ min: 1, max: 9 }),
  }),
  fc.constant({ enum: ['red', 2, null] }),
);
const { schema: anySchema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ type: fc.constant('array'), items: tie('schema'), maxItems: fc.constant(2) }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b c', '"q"', 'é'), tie('schema'), { minKeys: 1, maxKeys: 3 }),
      required: fc.subarray(['a', 'b c']),
      additionalProperties: fc.constant(false),
    }),
  ),
}));

t.test('what llama.cpp generates under a schema that lost nothing is valid, whatever the schema', async (t) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(anySchema, fc.nat(1000), async (schema, seed) => {
      const lowered = lowerSchema(schema, EMBEDDED_PROFILE);
      if (lowered.constraint === 'json' || lowered.warnings.length > 0) return;
      const { text, constraint, finish_reason } = await answer(lowered.schema, seed);
      if (constraint !== 'json_schema') throw new Error('llama.cpp could not compile it');
      if (finish_reason !== 'stop') return;
      checked += 1;
      const value: unknown = JSON.parse(text);
      if (!ajv.validate(schema, value)) throw new Error(`${text} is not of the schema: ${ajv.errorsText()}`);
    }),
    { numRuns: 40, seed: 4711 },
  );
  t.ok(checked >= 20, `${checked} answers were checked`);
});

t.test('recursion, any JSON, and the longest repetitions that are passed on compile', async (t) => {
  for (const schema of [
    {},
    { type: 'object' },
    { type: 'array' },
    {
      $defs: {
        n: {
          type: 'object',
          properties: { next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/n' }] } },
          required: ['next'],
        },
      },
      $ref: '#/$defs/n',
    },
    { type: 'string', maxLength: 1000 },
    { type: 'object', properties: { s: { type: 'string', minLength: 1000, maxLength: 1000 } }, required: ['s'] },
    { type: 'array', items: { type: 'string', maxLength: 1000 }, maxItems: 1000 },
    {
      type: 'object',
      properties: Object.fromEntries(
        ['a', 'b', 'c', 'd'].map((name) => [
          name,
          { type: 'array', items: { type: 'string', maxLength: 500 }, maxItems: 100 },
        ]),
      ),
    },
  ] as JsonObject[]) {
    const lowered = lowerSchema(schema, EMBEDDED_PROFILE);
    const { constraint } = await answer(lowered.schema, 1, 20);
    t.equal(constraint, 'json_schema', JSON.stringify(schema).slice(0, 80));
  }
});

t.test('a grammar that llama.cpp cannot compile becomes JSON', async (t) => {
  const { constraint } = await answer({ type: 'string', maxLength: 1500 }, 1, 20);
  t.equal(constraint, 'json');
});
