import { spread } from '../spread.ts';

/** German phrases by slot, with what they mean to the operations. */
export const vocabularies: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  statistic: spread({
    mean: 'durchschnitt, mittelwert, arithmetisches mittel, arithmetische mittel',
    median: 'median',
    sum: 'summe',
    max: 'maximum, größte zahl',
    min: 'minimum, kleinste zahl',
    product: 'produkt',
  }),
  date_unit: spread({
    days: 'tage, tag, tagen',
    weeks: 'wochen, woche',
    months: 'monate, monat, monaten',
    years: 'jahre, jahr, jahren',
  }),
  day_kind: {
    ...spread({ days: 'tage', business: 'arbeitstage' }),
    montage: 1,
    dienstage: 2,
    mittwoche: 3,
    donnerstage: 4,
    freitage: 5,
    samstage: 6,
    sonntage: 7,
  },
  side: spread({ after: 'nach', before: 'vor' }),
};
