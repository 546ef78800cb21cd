import type { Phrases } from '../phrases.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** The words of English answers. */
export const phrases: Phrases = {
  months: MONTHS,
  weekdays: WEEKDAYS,
  day: { '': 'EEEE, d MMMM yyyy', US: 'EEEE, MMMM d, yyyy' },
  time: "HH:mm 'on' EEEE, d MMMM yyyy",
  calculations: {
    'numbers.add': '{0} + {1}',
    'numbers.subtract': '{0} \u2212 {1}',
    'numbers.multiply': '{0} \u00d7 {1}',
    'numbers.divide': '{0} \u00f7 {1}',
    'numbers.remainder': '{0} mod {1}',
    'numbers.fraction_of': '{0} {1}',
    'numbers.power_of': '{0} of {1}',
    'numbers.difference': '{0} \u2212 {1}',
    'numbers.as_percent': '{0} is {result} %',
    'numbers.as_decimal': '{0}',
    'numbers.percent_of': '{0} of {1}',
    'numbers.what_percent': '{0} is {result} % of {1}',
    'numbers.percent_change': 'From {0} to {1} is a change of {result} %',
    'numbers.percent_more': '{0} plus {1}',
    'numbers.percent_less': '{0} less {1}',
  },
  statistics: {
    mean: 'The average of {count} numbers is {result}',
    median: 'The median of {count} numbers is {result}',
    sum: 'The sum of {count} numbers is {result}',
    max: 'The maximum of {count} numbers is {result}',
    min: 'The minimum of {count} numbers is {result}',
    range: 'The range of {count} numbers is {result}',
    product: 'The product of {count} numbers is {result}',
    population_deviation: 'The population standard deviation of {count} numbers is {result}',
    standard_deviation: 'The sample standard deviation of {count} numbers is {result}',
  },
  units: {
    days: ['day', 'days'],
    weeks: ['week', 'weeks'],
    months: ['month', 'months'],
    years: ['year', 'years'],
    full_months: ['full month', 'full months'],
    full_years: ['full year', 'full years'],
    business_days: ['business day', 'business days'],
  },
  times: {
    week: ['week', 'weeks'],
    day: ['day', 'days'],
    h: ['hour', 'hours'],
    min: ['minute', 'minutes'],
    s: ['second', 'seconds'],
  },
  dates: {
    difference: 'From {from} to {to} it is {amount}',
    months: 'From {from} to {to} it is {amount} and {rest}',
    years: 'From {from} to {to} it is {amount}, {months} and {rest}',
    week: '{day} is in ISO week **{week}** of {year}',
    week_days: 'ISO week {week} of {year} runs from **{first}** to **{last}**',
    quarter: '{day} is in quarter **{quarter}** of {year} (calendar year)',
    business_days:
      'From {from} to {to}, both included, there are {count} (Monday to Friday; public holidays are not taken out)',
    business_day: '**{day}** (counting Monday to Friday; public holidays are not taken out)',
    age: 'Somebody born on {from} is {amount} old on {to}',
    counted: '{count} in {period}',
    counted_year: '{count} in {period}',
    time_there: 'In {place} it is **{time}**',
    converted_time: '{at} in {from} is **{time}** in {to}',
  },
  counted: {
    days: ['day', 'days'],
    weekdays: ['weekday (Monday to Friday)', 'weekdays (Monday to Friday)'],
    business: [
      'business day (Monday to Friday; public holidays are not taken out)',
      'business days (Monday to Friday; public holidays are not taken out)',
    ],
    ...Object.fromEntries(WEEKDAYS.map((name, i) => [i + 1, [name, `${name}s`] as const])),
  },
};
