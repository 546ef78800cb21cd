import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, list, object } from '../../operation/schema.ts';

/** False for an empty list. */
export const any = defineOperation('logic.any', () => ({
  version: '1.0.0',
  summary: 'Whether at least one condition is true.',
  arguments: object({ conditions: list(boolean(), undefined, 1_000) }),
  result: boolean(),
  examples: [{ arguments: { conditions: [true, false] }, result: true }],
  run: ({ conditions }) => conditions.some(Boolean),
}));
