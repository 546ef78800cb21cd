import { datePatternSchema } from '../../dates/date-pattern.ts';
import { formatDate } from '../../dates/format-date.ts';
import { localSchema, readLocal } from '../../dates/moment.ts';
import { MONTHS, WEEKDAYS } from '../../dates/names.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { list, object, text } from '../../operation/schema.ts';

/** Names of months and days are English on every machine, unless others are given. */
export const format = defineOperation('date.format', () => ({
  version: '1.1.0',
  summary:
    'Writes a date, or a date with time, in a pattern of Unicode date fields, with English names or those that are given.',
  arguments: object(
    { date: localSchema('Such as 2026-01-31 or 2026-01-31T18:30:00'), pattern: datePatternSchema },
    {
      month_names: list(text(undefined, 40, 1), 'January first', 12, 12),
      weekday_names: list(text(undefined, 40, 1), 'Monday first', 7, 7),
    },
  ),
  result: text(undefined, 2_000),
  examples: [
    { arguments: { date: '2026-01-31', pattern: 'EEEE, d MMMM yyyy' }, result: 'Saturday, 31 January 2026' },
    { arguments: { date: '2026-03-07T17:05:00', pattern: "dd/MM/yy 'at' h:mm a" }, result: '07/03/26 at 5:05 PM' },
    {
      arguments: {
        date: '2026-01-31',
        pattern: 'EEEE, d. MMMM yyyy',
        month_names: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
        weekday_names: 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'.split(' '),
      },
      result: 'Samstag, 31. Januar 2026',
    },
  ],
  run: ({ date, pattern, month_names = MONTHS, weekday_names = WEEKDAYS }) =>
    formatDate(readLocal(date, 'date'), pattern, { months: month_names, weekdays: weekday_names }),
}));
