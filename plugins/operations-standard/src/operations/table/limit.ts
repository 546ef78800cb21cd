import { defineOperation } from '../../operation/define-operation.ts';
import { integer, MAX_ITEMS, object } from '../../operation/schema.ts';
import { rowsSchema } from '../../values/table.ts';

/** Asks for no more than there are: fewer rows are no error. */
export const limit = defineOperation('table.limit', () => ({
  version: '1.0.0',
  summary: 'The first rows of a table, after skipping some.',
  arguments: object(
    { rows: rowsSchema('The table'), count: integer('How many', 0, MAX_ITEMS) },
    { skip: integer('How many to leave out before (default 0)', 0, MAX_ITEMS) },
  ),
  result: rowsSchema('At most count rows'),
  examples: [{ arguments: { rows: [{ a: 1 }, { a: 2 }, { a: 3 }], count: 1, skip: 1 }, result: [{ a: 2 }] }],
  run: ({ rows, count, skip = 0 }) => rows.slice(skip, skip + count),
}));
