import { compileExpression } from '../../expression/evaluate-expression.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { object, record, text } from '../../operation/schema.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';
import { cell, columnSchema, columnsOf, type Row, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

/** Variables of the row: its numeric cells by column name, and those that `variables` renames. Null where any of them is null. */
function cellsOf(row: Row, wanted: ReadonlyMap<string, string>): Map<string, Decimal> | null {
  const values = new Map<string, Decimal>();
  for (const [variable, column] of wanted) {
    const value = cell(row, column);
    if (value === null) return null;
    if (typeof value !== 'number')
      return fail('rows', `have ${quoted(value)} in column ${quoted(column)}, which is no number`);
    values.set(variable, new Decimal(value));
  }
  return values;
}

/** A row in which a used cell is null gets null. The syntax is that of math.evaluate. */
export const addColumn = defineOperation('table.add_column', () => ({
  version: '1.0.0',
  summary: 'Adds a column that an arithmetic expression computes from the others of its row, or replaces one.',
  arguments: object(
    {
      rows: rowsSchema('The table'),
      column: columnSchema('Name of the new column'),
      expression: text('Such as "price * quantity", with columns as variables', 2_000, 1),
    },
    {
      variables: record(
        columnSchema('A column'),
        'Columns by the names that the expression uses, for names with spaces',
        200,
      ),
    },
  ),
  result: rowsSchema('All rows with the column'),
  examples: [
    {
      arguments: {
        rows: [
          { price: 0.1, n: 3 },
          { price: null, n: 1 },
        ],
        column: 'total',
        expression: 'price * n',
      },
      result: [
        { price: 0.1, n: 3, total: 0.3 },
        { price: null, n: 1, total: null },
      ],
    },
    {
      arguments: { rows: [{ 'unit price': 4 }], column: 'double', expression: '2p', variables: { p: 'unit price' } },
      result: [{ 'unit price': 4, double: 8 }],
    },
  ],
  run({ rows, column, expression, variables = {} }) {
    requireColumns(rows, Object.values(variables), 'variables');
    const compute = compileExpression(expression, 'expression');
    const renamed = new Map(Object.entries(variables));
    // A name before a parenthesis is a function, whatever the columns are called.
    const words = new Set(expression.match(/[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*\()/gu));
    const own = columnsOf(rows).filter((name) => words.has(name) && !renamed.has(name));
    const wanted = new Map([...own.map((name) => [name, name] as const), ...renamed]);
    return rows.map((row) => {
      const values = cellsOf(row, wanted);
      const value = values === null ? null : toNumber(compute(values), 'expression');
      return rowOf([...Object.entries(row), [column, value]]);
    });
  },
}));
