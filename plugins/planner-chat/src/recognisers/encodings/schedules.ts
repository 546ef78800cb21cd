import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { nowHere, writeDate } from '../dates/days.ts';
import type { Recogniser } from '../recogniser.ts';

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Whether the numbers of a cron expression are in the range of their fields, and no range runs backwards. */
function isSchedule(expression: string): boolean {
  return expression.split(/ +/).every((field, i) => {
    const [low, high] = RANGES[i] ?? [0, 0];
    return field.split(',').every((item) => {
      const [range = '', step = '1'] = item.split('/');
      const [from, to = from] = range.split('-').map(Number);
      const numeric = /^\d+(-\d+)?$/.test(range);
      const inRange = from !== undefined && to !== undefined && low <= from && from <= to && to <= high;
      // Every 7 minutes is not what 0, 7 … 56 and 0 again is.
      const even = i > 1 || numeric || step === '1' || (high + 1) % Number(step) === 0;
      return Number(step) > 0 && Number(step) <= high && even && (!numeric || inRange);
    });
  });
}

/** The 31st of February: such a job never runs, which a description would not say. */
function neverComes(expression: string): boolean {
  const [, , day = '*', month = '*'] = expression.split(/ +/);
  const months = month.match(/\d+/g)?.map(Number) ?? [];
  const days = day.match(/^\d+/g)?.map(Number) ?? [];
  const longest = Math.max(...months.map((number) => new Date(Date.UTC(2024, number, 0)).getUTCDate()));
  return (months.length > 0 && days.some((number) => number > longest)) || (/[a-z]/i.test(month) && days.length > 0);
}

/** Whether everybody reads a cron expression the same way. */
function isClear(expression: string): boolean {
  const [, , dayOfMonth, , dayOfWeek] = expression.split(/ +/);
  // With both days given, cron fires on either, which descriptions call "and".
  return (dayOfMonth === '*' || dayOfWeek === '*') && isSchedule(expression) && !neverComes(expression);
}

/** "explain the cron expression 0 9 * * 1-5". */
export const cron: Recogniser = {
  id: 'encodings.cron',
  claim({ cron: caught }) {
    const expression = caught?.value;
    if (typeof expression !== 'string' || !isClear(expression)) return null;
    return {
      build(draft) {
        const said = draft.compute('schedule', 'Read the schedule', 'cron.describe', { expression });
        const shown = draft.compute('shown', 'Write the schedule', 'markdown.value', { value: said });
        return { value: said, line: ['**', shown, '**'] };
      },
    };
  },
};

const MOST_RUNS = 20;

/** "next 3 runs of 0 9 * * 1-5": on the clocks of the person, from the time of the message on. */
export const cronNext: Recogniser = {
  id: 'encodings.cron_next',
  claim({ cron: caught, integer }, context) {
    const [expression, count] = [caught?.value, integer?.value ?? 1];
    if (typeof expression !== 'string' || !isClear(expression) || /[a-z]/i.test(expression)) return null;
    if (typeof count !== 'number' || count < 1 || count > MOST_RUNS) return null;
    return {
      build(draft) {
        const times = draft.compute('times', 'The next times', 'cron.next', {
          expression,
          after: nowHere(draft, context),
          count,
        });
        const { time: pattern } = context.language.phrases;
        const written = Array.from({ length: count }, (_, i) =>
          writeDate(draft, part(times, `/${i}`), pattern, context.language),
        );
        const [first] = written;
        const zone = escapeMarkdown(context.timeZone);
        if (count === 1 && first !== undefined)
          return { value: times, line: say('Next: **{time}** ({zone})', { time: first, zone }) };
        const lines = written.flatMap((time) => ['- ', time, '\n']);
        const block = draft.compute('listed', 'Write the list', 'text.concat', { parts: lines });
        return { value: times, line: [`The next ${count} times (${zone}):`], block };
      },
    };
  },
};
