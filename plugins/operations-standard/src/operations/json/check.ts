import { Validator } from '@cfworker/json-schema';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, reasonOf } from '../../operation/fail.ts';
import { any, boolean, list, object, record, text } from '../../operation/schema.ts';

const MAX_ERRORS = 100;

/** JSON Schema 2020-12, without remote references. The deepest errors only: those that name what is wrong. */
export const validate = defineOperation('json.validate', () => ({
  version: '1.0.0',
  summary: 'Whether a value matches a JSON Schema (2020-12), and where it does not.',
  arguments: object({ value: any(), schema: record(any(), 'The schema') }),
  result: object({ valid: boolean(), errors: list(object({ path: text('JSON pointer'), message: text() })) }),
  examples: [
    {
      arguments: { value: { age: -1 }, schema: { type: 'object', properties: { age: { minimum: 0 } } } },
      result: { valid: false, errors: [{ path: '/age', message: '-1 is less than 0.' }] },
    },
    { arguments: { value: 5, schema: { type: 'integer' } }, result: { valid: true, errors: [] } },
  ],
  run({ value, schema }) {
    try {
      const { valid, errors } = new Validator({ ...schema }, '2020-12', false).validate(value);
      const leaves = errors.filter(
        ({ instanceLocation, keyword }) =>
          !['properties', 'items', 'prefixItems', 'allOf', '$ref', 'additionalProperties'].includes(keyword) ||
          !errors.some((other) => other.instanceLocation.startsWith(`${instanceLocation}/`)),
      );
      return {
        valid,
        errors: leaves
          .slice(0, MAX_ERRORS)
          .map(({ instanceLocation, error }) => ({ path: instanceLocation.replace(/^#/, ''), message: error })),
      };
    } catch (error) {
      return fail('schema', `is not usable: ${reasonOf(error)}`);
    }
  },
}));

/** Never an error for text that is no JSON: that is the answer. */
export const check = defineOperation('json.check', () => ({
  version: '1.0.0',
  summary: 'Whether a text is JSON (RFC 8259), and if not, what is wrong with it.',
  arguments: object({ text: text() }),
  result: object({ valid: boolean(), problem: text('Empty when valid', 400) }),
  examples: [{ arguments: { text: '{"a": 1}' }, result: { valid: true, problem: '' } }],
  run({ text }) {
    try {
      JSON.parse(text);
      return { valid: true, problem: '' };
    } catch (error) {
      return { valid: false, problem: reasonOf(error) };
    }
  },
}));
