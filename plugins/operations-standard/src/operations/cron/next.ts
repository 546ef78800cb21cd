import { setsOf } from '../../dates/cron-fields.ts';
import { computed } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { integer, list, object, shaped, text } from '../../operation/schema.ts';

/** The rarest day of a calendar, 29 February on a given day of the week, comes again within 40 years. */
const MOST_DAYS = 41 * 366;

/**
 * Local times on the clocks of wherever the schedule is kept; the changes of clocks are not looked at. Where both the day of the month
 * and the day of the week are limited, either is enough, as in Vixie cron.
 */
export const next = defineOperation('cron.next', () => ({
  version: '1.0.0',
  summary: 'The next local times at which a cron expression of five fields fires.',
  arguments: object(
    {
      expression: shaped('Such as */5 9-17 * * 1-5', '^\\S+( +\\S+){4}$', 200),
      after: shaped(
        'Local date and time, such as 2026-01-31T18:30:00',
        '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$',
        35,
      ),
    },
    { count: integer('Default 1', 1, 100) },
  ),
  result: list(text('Such as 2026-01-31T18:35', 20), undefined, 100),
  examples: [
    {
      arguments: { expression: '*/15 9 * * 1-5', after: '2026-01-30T09:40:10', count: 3 },
      result: ['2026-01-30T09:45', '2026-02-02T09:00', '2026-02-02T09:15'],
    },
    { arguments: { expression: '0 0 29 2 *', after: '2026-01-01T00:00' }, result: ['2028-02-29T00:00'] },
  ],
  run({ expression, after, count = 1 }) {
    const { minutes, hours, fitsDay } = setsOf(expression);
    const start = computed('after', () => Temporal.PlainDateTime.from(after));
    const found: string[] = [];
    let day = start.toPlainDate();
    for (let looked = 0; looked < MOST_DAYS; looked++) {
      if (fitsDay(day.month, day.day, day.dayOfWeek)) {
        for (const hour of hours) {
          for (const minute of minutes) {
            const time = day.toPlainDateTime({ hour, minute });
            if (Temporal.PlainDateTime.compare(time, start) <= 0) continue;
            found.push(time.toString({ smallestUnit: 'minute' }));
            if (found.length === count) return found;
          }
        }
      }
      day = computed('after', () => day.add({ days: 1 }));
    }
    return found.length > 0 ? found : fail('expression', 'names a day that no calendar has');
  },
}));
