import { readRows, type TableSource } from '../../data/read-rows.ts';
import type { Formula } from '../../grammar/slots/formula.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';

/** Whether every divisor is a number or a column without a zero; what comes out of a parenthesis, nobody knows before. */
function dividesByNoZero({ expression, variables }: Formula, table: TableSource): boolean {
  return [...expression.matchAll(/\/ (\(|[\w.-]+)/g)].every(([, divisor = '']) => {
    const column = variables[divisor];
    return column === undefined ? Number(divisor) !== 0 && divisor !== '(' : !table.factsOf(column).hasZero;
  });
}

/** A formula over columns of numbers, each of them known to hold nothing else. */
export function soundFormula(caught: unknown, table: TableSource): Formula | null {
  if (typeof caught !== 'object' || caught === null || !('expression' in caught)) return null;
  const formula = caught as Formula;
  const columns = Object.values(formula.variables);
  const isSound = columns.every((column) => table.factsOf(column).kind === 'number') && dividesByNoZero(formula, table);
  return isSound ? formula : null;
}

/** Adds the tasks that read a table and compute a new column of it. */
export function withColumn(draft: GraphDraft, table: TableSource, column: string, formula: Formula): Ref {
  return draft.compute('computed', `Compute ${column}`, 'table.add_column', {
    rows: readRows(draft, table),
    column,
    expression: formula.expression,
    variables: formula.variables,
  });
}
