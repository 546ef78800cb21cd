import { defineOperation } from '../../operation/define-operation.ts';
import { any, boolean, object } from '../../operation/schema.ts';
import { holds, testSchema } from '../../values/condition.ts';

/** A test between kinds of values that it does not fit is false, never an error. */
export const compare = defineOperation('logic.compare', () => ({
  version: '1.0.0',
  summary: 'Whether a test holds between two values.',
  arguments: object({ left: any(), test: testSchema }, { right: any('Not needed for is_null and not_null') }),
  result: boolean(),
  examples: [
    { arguments: { left: 3, test: 'less', right: 10 }, result: true },
    { arguments: { left: 'b', test: 'in', right: ['a', 'b'] }, result: true },
    { arguments: { left: '3', test: 'less', right: 10 }, result: false },
  ],
  run: ({ left, test, right = null }) => holds(left, test, right),
}));
