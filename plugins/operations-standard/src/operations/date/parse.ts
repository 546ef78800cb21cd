import { datePatternSchema } from '../../dates/date-pattern.ts';
import { localSchema, written } from '../../dates/moment.ts';
import { parseDate } from '../../dates/parse-date.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';

/** The result has a time of day when the pattern has an hour. Two-digit years are refused: they do not say which century. */
export const parse = defineOperation('date.parse', () => ({
  version: '1.0.0',
  summary: 'Reads a date, or a date with time, that is written in a stated pattern, and gives it as ISO 8601.',
  arguments: object({ text: text('Such as 31.01.2026', 200), pattern: datePatternSchema }),
  result: localSchema('ISO 8601'),
  examples: [
    { arguments: { text: '31.01.2026', pattern: 'dd.MM.yyyy' }, result: '2026-01-31' },
    { arguments: { text: 'Mar 7, 2026 5:30 PM', pattern: 'MMM d, yyyy h:mm a' }, result: '2026-03-07T17:30:00' },
  ],
  run: ({ text, pattern }) => written(parseDate(text, pattern), 'text'),
}));
