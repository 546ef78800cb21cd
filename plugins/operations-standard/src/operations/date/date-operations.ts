import type { Operation } from '../../operation/define-operation.ts';
import { add } from './add.ts';
import { addWeekdays } from './add-weekdays.ts';
import { boundary } from './boundary.ts';
import { convertTimeZone } from './convert-time-zone.ts';
import { countWeekdays } from './count-weekdays.ts';
import { difference } from './difference.ts';
import { format } from './format.ts';
import { leapYear } from './leap-year.ts';
import { parse } from './parse.ts';
import { range } from './range.ts';
import { fromUnixTime, toUnixTime } from './unix-time.ts';
import { weekDays } from './week-days.ts';
import { weekNumber } from './week-number.ts';
import { weekday } from './weekday.ts';

/** The operations whose names begin with `date.`. */
export const dateOperations: readonly Operation[] = [
  add,
  addWeekdays,
  boundary,
  convertTimeZone,
  countWeekdays,
  difference,
  format,
  fromUnixTime,
  leapYear,
  parse,
  range,
  toUnixTime,
  weekDays,
  weekNumber,
  weekday,
];
