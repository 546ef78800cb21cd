import type { Json } from '@kora/contracts';
import { search } from 'jmespath';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted, reasonOf } from '../../operation/fail.ts';
import { any, object, text } from '../../operation/schema.ts';
import { canonicalCopy } from '../../values/canonical.ts';

const MAX_NESTING = 32;

function checkNesting(expression: string): void {
  let depth = 0;
  for (const character of expression) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING) fail('expression', `nests more than ${MAX_NESTING} levels deep`);
  }
}

/** What keys(), values() and * list comes in the order of sorted keys. What is not there is null. */
export const query = defineOperation('json.query', () => ({
  version: '1.0.0',
  summary: 'Selects, filters and reshapes a value with a JMESPath expression.',
  arguments: object({ value: any(), expression: text('Such as "people[?age > `30`].name"', 2_000, 1) }),
  result: any(),
  examples: [
    {
      arguments: {
        value: {
          people: [
            { name: 'Ada', age: 36 },
            { name: 'Bo', age: 20 },
          ],
        },
        expression: 'people[?age > `30`].name',
      },
      result: ['Ada'],
    },
    {
      arguments: { value: { b: [3, 4], a: 1 }, expression: '{keys: keys(@), sum: sum(b)}' },
      result: { keys: ['a', 'b'], sum: 7 },
    },
  ],
  run({ value, expression }): Json {
    checkNesting(expression);
    try {
      // Without prototypes in the data, a field named constructor is as absent as any other.
      return search(canonicalCopy(value), expression);
    } catch (error) {
      return fail('expression', `${quoted(expression)} cannot be applied: ${reasonOf(error)}`);
    }
  },
}));
