import { defineOperation } from '../../operation/define-operation.ts';
import { choice, object } from '../../operation/schema.ts';
import { cell, columnSchema, type Row, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

const PERIODS = ['year', 'quarter', 'month'] as const;

/** The period that an ISO date lies in; null for any other cell. */
function periodOf(value: unknown, period: (typeof PERIODS)[number]): string | null {
  const found = typeof value === 'string' ? /^(\d{4})-(0[1-9]|1[0-2])-\d{2}(T|$)/.exec(value) : null;
  const [, year = '', month = ''] = found ?? [];
  if (found === null || period === 'year') return found === null ? null : year;
  return period === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** The column comes last, or stays where one of its name is. */
export const addPeriod = defineOperation('table.add_period', () => ({
  version: '1.0.0',
  summary:
    'Adds a column with the year, quarter or month that a date (ISO 8601) of the row lies in; null where it is none.',
  arguments: object({
    rows: rowsSchema('The table'),
    date: columnSchema('The column of dates'),
    period: choice(PERIODS, 'As 2026, 2026-Q1 or 2026-03'),
    column: columnSchema('The new column'),
  }),
  result: rowsSchema('Rows with the column'),
  examples: [
    {
      arguments: {
        rows: [
          { day: '2026-03-09', sold: 2 },
          { day: null, sold: 1 },
        ],
        date: 'day',
        period: 'month',
        column: 'month',
      },
      result: [
        { day: '2026-03-09', sold: 2, month: '2026-03' },
        { day: null, sold: 1, month: null },
      ],
    },
  ],
  run({ rows, date, period, column }) {
    requireColumns(rows, [date], 'date');
    return rows.map((row): Row => rowOf([...Object.entries(row), [column, periodOf(cell(row, date), period)]]));
  },
}));
