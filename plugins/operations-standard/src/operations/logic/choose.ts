import { defineOperation } from '../../operation/define-operation.ts';
import { any, boolean, object } from '../../operation/schema.ts';

/** Chooses between two values that are both there already; to run a task only sometimes, give it a guard. */
export const choose = defineOperation('logic.if', () => ({
  version: '1.0.0',
  summary: 'One value when a condition is true, another when it is false.',
  arguments: object({ condition: boolean(), then: any(), else: any() }),
  result: any(),
  examples: [{ arguments: { condition: false, then: 'yes', else: 'no' }, result: 'no' }],
  run: (args) => (args.condition ? args.then : args.else),
}));
