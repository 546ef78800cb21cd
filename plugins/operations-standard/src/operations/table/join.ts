import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { choice, list, object, text } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';
import {
  cell,
  columnSchema,
  columnsOf,
  MAX_ROWS,
  type Row,
  requireColumns,
  rowOf,
  rowsSchema,
} from '../../values/table.ts';

const RESULT_ROWS = MAX_ROWS / 5;

/** Rows come in the order of the left table, then of the right one. Null keys match nothing. */
export const join = defineOperation('table.join', () => ({
  version: '1.0.0',
  summary: 'Joins two tables where key columns are equal.',
  arguments: object(
    {
      left: rowsSchema('First table'),
      right: rowsSchema('Second table'),
      on: list(
        object({ left: columnSchema('Key column'), right: columnSchema('Key column') }),
        'Pairs of key columns',
        20,
        1,
      ),
    },
    {
      kind: choice(['inner', 'left', 'full'], 'inner (default): only matches; left: all of left; full: all of both'),
      right_prefix: text('Put before names of right columns that left has too (default right_)', 64, 1),
    },
  ),
  result: rowsSchema('Columns of left, then those of right except its keys'),
  examples: [
    {
      arguments: {
        left: [
          { id: 1, name: 'Ada' },
          { id: 2, name: 'Bo' },
        ],
        right: [
          { person: 1, name: 'pen' },
          { person: 1, name: 'cup' },
        ],
        on: [{ left: 'id', right: 'person' }],
        kind: 'left',
      },
      result: [
        { id: 1, name: 'Ada', right_name: 'pen' },
        { id: 1, name: 'Ada', right_name: 'cup' },
        { id: 2, name: 'Bo', right_name: null },
      ],
    },
  ],
  run({ left, right, on, kind = 'inner', right_prefix = 'right_' }) {
    const [leftKeys, rightKeys] = [on.map((pair) => pair.left), on.map((pair) => pair.right)];
    requireColumns(left, leftKeys, 'on');
    requireColumns(right, rightKeys, 'on');
    const leftColumns = columnsOf(left.length === 0 ? [rowOf(leftKeys.map((key) => [key, null]))] : left);
    const taken = new Set(leftColumns);
    const rightColumns = columnsOf(right)
      .filter((column) => !rightKeys.includes(column))
      .map((column) => ({ column, as: taken.has(column) ? right_prefix + column : column }));
    const names = [...leftColumns, ...rightColumns.map(({ as }) => as)];
    const clash = names.find((name, i) => names.indexOf(name) !== i);
    if (clash !== undefined) fail('right_prefix', `gives the column ${quoted(clash)} twice; choose another prefix`);

    const keyOf = (row: Row, keys: readonly string[]) => {
      const values = keys.map((key) => cell(row, key));
      return values.includes(null) ? undefined : canonicalText(values);
    };
    const byKey = Map.groupBy(right, (row) => keyOf(row, rightKeys));
    byKey.delete(undefined);
    const matched = new Set<string>();
    const result: Row[] = [];
    const put = (a: Row | undefined, b: Row | undefined) => {
      if (result.length === RESULT_ROWS) fail('on', `matches so often that there are more than ${RESULT_ROWS} rows`);
      const own = leftColumns.map((column) => {
        const pair = a === undefined ? on.find((key) => key.left === column) : undefined;
        return [column, a !== undefined ? cell(a, column) : pair && b ? cell(b, pair.right) : null] as const;
      });
      result.push(rowOf([...own, ...rightColumns.map(({ column, as }) => [as, b ? cell(b, column) : null] as const)]));
    };
    for (const row of left) {
      const key = keyOf(row, leftKeys);
      const found = key === undefined ? undefined : byKey.get(key);
      if (key !== undefined && found !== undefined) matched.add(key);
      if (found !== undefined) for (const other of found) put(row, other);
      else if (kind !== 'inner') put(row, undefined);
    }
    if (kind === 'full') {
      for (const row of right) {
        const key = keyOf(row, rightKeys);
        if (key === undefined || !matched.has(key)) put(undefined, row);
      }
    }
    return result;
  },
}));
