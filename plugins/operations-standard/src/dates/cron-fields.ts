import { fail, quoted } from '../operation/fail.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names of its values, from `low` on. */
  readonly names?: readonly string[];
}

const FIELDS = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'day of the week', low: 0, high: 7, names: DAYS },
] as const satisfies readonly Field[];

function valuesOf(written: string, { name, low, high, names = [] }: Field): readonly number[] {
  const wrong = () => fail('expression', `has no ${name} from ${low} to ${high}: ${quoted(written)}`);
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toLowerCase());
    const value = named >= 0 ? named + low : /^\d{1,2}$/.test(text) ? Number(text) : -1;
    return value >= low && value <= high ? value : wrong();
  };
  const values = written.split(',').flatMap((item) => {
    const [range = '', step, more] = item.split('/');
    if (more !== undefined || (step !== undefined && !/^[1-9]\d?$/.test(step))) wrong();
    const [from = '', to, rest] = range.split('-');
    if (rest !== undefined) wrong();
    const first = range === '*' ? low : numberOf(from);
    const last =
      range === '*' || (to === undefined && step !== undefined) ? high : to === undefined ? first : numberOf(to);
    if (first > last) wrong();
    const size = Number(step ?? 1);
    return Array.from({ length: Math.floor((last - first) / size) + 1 }, (_, i) => first + i * size);
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

/** When a cron expression of five fields fires. */
export interface CronSets {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** `weekday` is 1 for Monday to 7 for Sunday. */
  fitsDay(month: number, day: number, weekday: number): boolean;
}

/** @throws Error that names `expression` when a field is out of its range. */
export function setsOf(expression: string): CronSets {
  const written = expression.trim().split(/ +/);
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = FIELDS.map((field, i) =>
    valuesOf(written[i] ?? '', field),
  );
  const isFree = (index: number) => written[index]?.startsWith('*') === true;
  return {
    minutes,
    hours,
    fitsDay(month, day, weekday) {
      if (!months.includes(month)) return false;
      const byDay = days.includes(day);
      const byWeekday = weekdays.some((value) => value % 7 === weekday % 7);
      return isFree(2) || isFree(4) ? byDay && byWeekday : byDay || byWeekday;
    },
  };
}
