import type { Phrases } from '../phrases.ts';

const WEEKDAYS = 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'.split(' ');
const NO_HOLIDAYS = 'Montag bis Freitag; Feiertage sind nicht abgezogen';

/** The words of German answers. */
export const phrases: Phrases = {
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  weekdays: WEEKDAYS,
  day: { '': 'EEEE, d. MMMM yyyy' },
  time: "HH:mm 'Uhr am' EEEE, d. MMMM yyyy",
  calculations: {
    'numbers.percent_of': '{0} von {1}',
    'numbers.what_percent': '{0} sind {result} % von {1}',
    'numbers.percent_change': 'Von {0} auf {1} ist es eine Änderung um {result} %',
    'numbers.percent_more': '{0} plus {1}',
    'numbers.percent_less': '{0} minus {1}',
    'numbers.add': '{0} + {1}',
    'numbers.subtract': '{0} \u2212 {1}',
    'numbers.multiply': '{0} \u00b7 {1}',
    'numbers.divide': '{0} : {1}',
  },
  statistics: {
    mean: 'Der Durchschnitt der {count} Zahlen ist {result}',
    median: 'Der Median der {count} Zahlen ist {result}',
    sum: 'Die Summe der {count} Zahlen ist {result}',
    max: 'Die größte der {count} Zahlen ist {result}',
    min: 'Die kleinste der {count} Zahlen ist {result}',
    product: 'Das Produkt der {count} Zahlen ist {result}',
  },
  units: {
    days: ['Tag', 'Tage'],
    weeks: ['Woche', 'Wochen'],
    months: ['Monat', 'Monate'],
    years: ['Jahr', 'Jahre'],
    full_months: ['voller Monat', 'volle Monate'],
    full_years: ['volles Jahr', 'volle Jahre'],
    business_days: ['Arbeitstag', 'Arbeitstage'],
  },
  times: {
    week: ['Woche', 'Wochen'],
    day: ['Tag', 'Tage'],
    h: ['Stunde', 'Stunden'],
    min: ['Minute', 'Minuten'],
    s: ['Sekunde', 'Sekunden'],
  },
  dates: {
    difference: 'Von {from} bis {to}: {amount}',
    months: 'Von {from} bis {to}: {amount} und {rest}',
    years: 'Von {from} bis {to}: {amount}, {months} und {rest}',
    week: '{day} liegt in der ISO-Kalenderwoche **{week}** von {year}',
    week_days: 'Die ISO-Kalenderwoche {week} von {year} geht von **{first}** bis **{last}**',
    quarter: '{day} liegt im **{quarter}**. Quartal {year} (Kalenderjahr)',
    business_days: `Von {from} bis {to}, beide mitgezählt: {count} (${NO_HOLIDAYS})`,
    business_day: `**{day}** (gezählt ${NO_HOLIDAYS})`,
    age: 'Wer am {from} geboren ist, ist am {to} {amount} alt',
    counted: '{count} im {period}',
    counted_year: '{count} im Jahr {period}',
    time_there: 'In {place} ist es **{time}**',
    converted_time: '{at} Uhr in {from} ist **{time}** in {to}',
  },
  counted: {
    days: ['Tag', 'Tage'],
    business: [`Arbeitstag (${NO_HOLIDAYS})`, `Arbeitstage (${NO_HOLIDAYS})`],
    ...Object.fromEntries(WEEKDAYS.map((name, i) => [i + 1, [name, `${name}e`] as const])),
  },
};
