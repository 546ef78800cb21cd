import { defineOperation } from '../../operation/define-operation.ts';
import { any, object } from '../../operation/schema.ts';

/** A place in the graph for data, or for the value that a reference points at. */
export const constant = defineOperation('value.constant', () => ({
  version: '1.0.0',
  summary: 'Gives its argument back.',
  arguments: object({ value: any() }),
  result: any(),
  examples: [{ arguments: { value: { a: [1, null] } }, result: { a: [1, null] } }],
  run: ({ value }) => value,
}));
