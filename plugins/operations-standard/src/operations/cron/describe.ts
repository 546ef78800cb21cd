import cronstrue from 'cronstrue';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, reasonOf } from '../../operation/fail.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** Five fields: minute, hour, day of month, month, day of week, where 0 and 7 are Sunday. English, with 24 hours. */
export const describe = defineOperation('cron.describe', () => ({
  version: '1.0.0',
  summary: 'Says in words when a cron expression of five fields fires.',
  arguments: object({ expression: shaped('Such as */5 9-17 * * 1-5', '^\\S+( +\\S+){4}$', 200) }),
  result: text(undefined, 1_000),
  examples: [{ arguments: { expression: '30 4 * * 1' }, result: 'At 04:30, only on Monday' }],
  run({ expression }) {
    try {
      return cronstrue.toString(expression, { use24HourTimeFormat: true, throwExceptionOnParseError: true });
    } catch (error) {
      return fail('expression', `is no cron expression of five fields: ${reasonOf(error)}`);
    }
  },
}));
