import { Realm } from '../../src/realm/realm.ts';

/** What a library may ask its realm for that could differ from one machine to the next. */
const ASKED: Readonly<Record<string, string>> = {
  zone: "new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone",
  noZone: "new Intl.DateTimeFormat('en-US', { timeZone: undefined }).resolvedOptions().timeZone",
  inheritedZone: "Intl.DateTimeFormat('en-US', Object.create({ hour: 'numeric' })).format(0)",
  dateText: 'new Date(1704063600000).toDateString()',
  timeText: 'new Date(1704063600000).toTimeString()',
  text: 'String(new Date(1704063600000))',
  noDate: '[new Date(NaN).toDateString(), new Date(NaN).toTimeString(), new Date(NaN).getYear()]',
  year: 'new Date(1704063600000).getYear()',
  setYear: '(() => { const date = new Date(1704063600000); date.setYear(99.5); return date; })()',
  localDate: "[new Date('2020-06-01T12:00:00'), new Date(2020, 5, 1, 12), new Date('June 1, 2020')]",
  noLocale: "[(1234.5).toLocaleString([]), new Date(0).toLocaleString([]), 'I'.toLocaleLowerCase([])]",
  unknownLocale: "[new Intl.NumberFormat('xx').resolvedOptions().locale, (1234.5).toLocaleString('xx')]",
  knownLocale: "[(1234.5).toLocaleString('de'), (1234.5).toLocaleString(['xx', 'fr']), 'ä'.localeCompare('z', 'sv')]",
  sorted: "['z', 'ä', 'a', 'i', 'İ', 'I', 'ı'].sort((a, b) => a.localeCompare(b, []))",
  formats:
    'Object.getOwnPropertyNames(Intl).filter((name) => /Format|Rules|Segmenter|Collator/.test(name)).map((name) => new Intl[name]([]).resolvedOptions().locale)',
  locale: "new Intl.Locale('de-CH').maximize().toString()",
  list: '[1234.5, new Date(0)].toLocaleString()',
  temporal:
    "[Temporal.PlainDate.from('2020-01-02'), Temporal.Instant.from('2020-01-02T00:00Z'), Temporal.Duration.from('P1D'), Temporal.ZonedDateTime.from('2020-01-02T00:00[Asia/Tokyo]')].map((value) => value.toLocaleString())",
  stack: "new Error('here').stack",
  now: 'new Date()',
  formattedNow: "new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'full' }).format()",
  formattedParts: "new Intl.DateTimeFormat('en-US').formatToParts(undefined)",
  formatOfNow: "['x'].map(new Intl.DateTimeFormat('en-US').format)",
};

/** Asks all of it in this process, whose zone and locale are those of its environment. */
export function realmAnswers(): Readonly<Record<string, unknown>> {
  const members = Object.entries(ASKED).map(([name, expression]) => `${name}: () => (${expression})`);
  const realm = new Realm({ filename: 'asked.js', source: `({${members.join(',')}})` });
  return Object.fromEntries(
    Object.keys(ASKED).map((name) => {
      const answer = realm.call(name, '{}');
      return [name, answer.kind === 'result' ? JSON.parse(answer.json) : answer];
    }),
  );
}

if (import.meta.main) process.stdout.write(JSON.stringify(realmAnswers()));
