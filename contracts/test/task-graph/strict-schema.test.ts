import { closeObjectSchemas, type JsonObject } from '@kora/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';

const accepts = (schema: JsonObject, value: unknown) =>
  new Ajv2020({ strict: false }).compile(closeObjectSchemas(schema))(value);
const a = { type: 'object', properties: { a: { type: 'number' } } };
const b = { type: 'object', properties: { b: { type: 'number' } } };

t.test('an object schema that is silent refuses further properties, at every depth', async (t) => {
  t.equal(accepts(a, { a: 1, x: 1 }), false);
  t.equal(accepts({ type: 'array', items: a }, [{ a: 1, x: 1 }]), false);
  t.equal(accepts({ type: 'object', properties: { inner: a } }, { inner: { x: 1 } }), false);
  t.equal(accepts({ $defs: { it: a }, type: 'array', items: { $ref: '#/$defs/it' } }, [{ x: 1 }]), false);
});

t.test('a schema that speaks for itself is left alone', async (t) => {
  t.equal(accepts({ ...a, additionalProperties: true }, { a: 1, x: 1 }), true);
  t.equal(accepts({ ...a, additionalProperties: { type: 'string' } }, { a: 1, x: 'y' }), true);
});

t.test('composed objects keep accepting what their parts allow, and nothing else', async (t) => {
  const composed = { ...a, allOf: [b] };
  t.equal(accepts(composed, { a: 1, b: 2 }), true);
  t.equal(accepts(composed, { a: 1, b: 2, c: 3 }), false);
  t.equal(accepts({ anyOf: [a, b] }, { b: 1 }), true);
  t.equal(accepts({ anyOf: [a, b] }, { c: 1 }), false);
  const conditional = {
    ...a,
    if: { properties: { a: { const: 1 } } },
    then: { properties: { b: { type: 'number' } } },
  };
  t.equal(accepts(conditional, { a: 1, b: 2 }), true);
  t.equal(accepts(conditional, { a: 1, z: 2 }), false);
});

t.test('closing twice changes nothing more', async (t) => {
  const once = closeObjectSchemas({ ...a, allOf: [b], $defs: { c: a } });
  t.same(closeObjectSchemas(once), once);
});
