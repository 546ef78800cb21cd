import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, list, object } from '../../operation/schema.ts';

/** True for an empty list. */
export const all = defineOperation('logic.all', () => ({
  version: '1.0.0',
  summary: 'Whether all conditions are true.',
  arguments: object({ conditions: list(boolean(), undefined, 1_000) }),
  result: boolean(),
  examples: [{ arguments: { conditions: [true, false] }, result: false }],
  run: ({ conditions }) => conditions.every(Boolean),
}));
