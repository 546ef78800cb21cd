import { datePatternSchema } from '../../dates/date-pattern.ts';
import { formatDate } from '../../dates/format-date.ts';
import { localSchema, readLocal } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';

/** Names of months and days are English on every machine. */
export const format = defineOperation('date.format', () => ({
  version: '1.0.0',
  summary: 'Writes a date, or a date with time, in a pattern of Unicode date fields, with English names.',
  arguments: object({ date: localSchema('Such as 2026-01-31 or 2026-01-31T18:30:00'), pattern: datePatternSchema }),
  result: text(undefined, 2_000),
  examples: [
    { arguments: { date: '2026-01-31', pattern: 'EEEE, d MMMM yyyy' }, result: 'Saturday, 31 January 2026' },
    { arguments: { date: '2026-03-07T17:05:00', pattern: "dd/MM/yy 'at' h:mm a" }, result: '07/03/26 at 5:05 PM' },
  ],
  run: ({ date, pattern }) => formatDate(readLocal(date, 'date'), pattern),
}));
