import fc from 'fast-check';
import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);
const DAY = 86_400_000;
/** ISO text of a day counted from 1970, by the old Date in UTC: another calendar implementation than the one under test. */
const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
// 1600-01-01 to 2399-12-31.
const days = fc.integer({ min: -135_140, max: 157_052 });

const NONE = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

t.test('adding and counting days agrees with the old Date', async (t) => {
  fc.assert(
    fc.property(days, fc.integer({ min: -3_000, max: 3_000 }), (day, more) => {
      const [date, later] = [iso(day), iso(day + more)];
      const difference = Object(library.call('date.difference', { from: date, to: later }));
      return (
        library.call('date.add', { date, days: more }) === later &&
        difference.whole === more &&
        difference.total === more
      );
    }),
    { numRuns: 300 },
  );
  t.pass();
});

t.test('weekdays and ISO weeks agree with the rule of the Thursday', async (t) => {
  fc.assert(
    fc.property(days, (day) => {
      const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
      const thursday = new Date((day - weekday + 4) * DAY);
      const year = thursday.getUTCFullYear();
      const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1;
      const found = Object(library.call('date.week_number', { date: iso(day) }));
      return (
        Object(library.call('date.weekday', { date: iso(day) })).number === weekday &&
        found.week === week &&
        found.year === year
      );
    }),
    { numRuns: 300 },
  );
  t.pass();
});

t.test('what is written in a pattern is read back in it', async (t) => {
  const patterns = ['yyyy-MM-dd', 'd.M.yyyy', 'MMMM d, yyyy', "dd MMM yyyy 'o''clock'", 'yyyyMMdd'];
  fc.assert(
    fc.property(days, fc.constantFrom(...patterns), (day, pattern) => {
      const text = library.call('date.format', { date: iso(day), pattern });
      return library.call('date.parse', { text, pattern }) === iso(day);
    }),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('dates that people know', async (t) => {
  expectAll(t, library, [
    ['date.weekday', { date: '1969-07-20' }, { number: 7, name: 'Sunday', weekend: true }],
    ['date.weekday', { date: '2000-01-01' }, { number: 6, name: 'Saturday', weekend: true }],
    ['date.week_number', { date: '2020-12-31' }, { year: 2020, week: 53 }],
    ['date.week_number', { date: '2024-12-30' }, { year: 2025, week: 1 }],
    ['date.add', { date: '2024-02-29', years: 1 }, '2025-02-28'],
    ['date.add', { date: '2023-10-31', months: -8 }, '2023-02-28'],
    ['date.add', { date: '2026-01-01', weeks: 2, days: -1 }, '2026-01-14'],
    ['date.add', { date: '2026-01-01T00:00:00', seconds: -1 }, '2025-12-31T23:59:59'],
    ['date.add', { date: '2026-01-31', years: 1, months: 1 }, '2027-02-28'],
    // 23 years end on 2023-02-28, the 24th on 2024-02-29: 365 of 366 days.
    [
      'date.difference',
      { from: '2000-02-29', to: '2024-02-28', unit: 'years' },
      {
        whole: 23,
        total: 23.9972677595628,
        duration: 'P23Y11M30D',
        parts: { ...NONE, years: 23, months: 11, days: 30 },
      },
    ],
    [
      'date.difference',
      { from: '2026-01-01T00:00:00', to: '2026-01-01T01:30:00', unit: 'hours' },
      { whole: 1, total: 1.5, duration: 'PT1H30M', parts: { ...NONE, hours: 1, minutes: 30 } },
    ],
    [
      'date.difference',
      { from: '2026-01-10', to: '2026-01-01' },
      { whole: -9, total: -9, duration: '-P9D', parts: { ...NONE, days: -9 } },
    ],
    [
      'date.difference',
      { from: '2026-01-01', to: '2026-01-01', unit: 'months' },
      { whole: 0, total: 0, duration: 'PT0S', parts: NONE },
    ],
    ['date.add_weekdays', { date: '2026-11-21', count: 1 }, '2026-11-23'],
    ['date.add_weekdays', { date: '2026-11-23', count: -6 }, '2026-11-13'],
    ['date.add_weekdays', { date: '2026-11-21', count: 0 }, '2026-11-21'],
    ['date.add_weekdays', { date: '2026-01-01', count: 250 }, '2026-12-17'],
    ['date.week_days', { year: 2020, week: 53 }, { first: '2020-12-28', last: '2021-01-03' }],
    ['date.week_days', { year: 2025, week: 1 }, { first: '2024-12-30', last: '2025-01-05' }],
    ['date.format', { date: '2026-12-31T00:05:09', pattern: 'EEE H:m:s a yy Q YYYY-ww' }, 'Thu 0:5:9 AM 26 4 2026-53'],
    ['date.format', { date: '2026-12-31T12:05:09.250', pattern: 'hh:mm:ss.SSS a' }, '12:05:09.250 PM'],
    ['date.parse', { text: '12/25/2025 12:00 am', pattern: 'MM/dd/yyyy hh:mm a' }, '2025-12-25T00:00:00'],
    ['date.parse', { text: '25 DECEMBER 2025', pattern: 'd MMMM yyyy' }, '2025-12-25'],
    ['date.boundary', { date: '2026-01-01', period: 'week' }, { first: '2025-12-29', last: '2026-01-04' }],
    ['date.boundary', { date: '2026-12-31', period: 'year' }, { first: '2026-01-01', last: '2026-12-31' }],
    [
      'date.range',
      { first: '2026-02-27', last: '2026-03-02' },
      ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
    ],
    ['date.range', { first: '2026-02-27', last: '2026-02-26' }, []],
    // New York leaves daylight saving time on 1 November 2026 at 06:00 UTC: 01:30 comes twice.
    [
      'date.convert_time_zone',
      {
        date_time: '2026-11-01T01:30:00',
        from_time_zone: 'America/New_York',
        to_time_zone: 'UTC',
        disambiguation: 'later',
      },
      { date_time: '2026-11-01T06:30:00', offset: '+00:00', instant: '2026-11-01T06:30:00Z' },
    ],
    [
      'date.convert_time_zone',
      { date_time: '2026-01-15T12:00:00+01:00', to_time_zone: '-03:30' },
      { date_time: '2026-01-15T07:30:00', offset: '-03:30', instant: '2026-01-15T11:00:00Z' },
    ],
  ]);
});

t.test('dates that do not exist, and questions without an answer, are refused', async (t) => {
  refuseAll(t, library, [
    ['date.weekday', { date: '2026-02-29' }, /^date is no existing date: "2026-02-29"/],
    ['date.add', { date: '2026-13-01', days: 1 }, /^date is no existing date/],
    ['date.add', { date: '2026-01-01', hours: 1 }, /^date has no time of day/],
    ['date.add', { date: '9999-12-31', days: 1 }, /^date leads to a date outside/],
    ['date.add', { date: '2026-01-01', years: 1_000_000_000 }, /^date leads to/],
    ['date.difference', { from: '2026-01-01', to: '2026-01-01T00:00:00Z' }, /^to must be of the same kind/],
    ['date.format', { date: '2026-01-01', pattern: 'HH:mm' }, /^pattern asks for HH, but date has no time/],
    ['date.format', { date: '2026-01-01', pattern: 'DD' }, /^pattern holds "DD", which is no date field/],
    ['date.format', { date: '2026-01-01', pattern: "yyyy 'x" }, /^pattern opens a quote/],
    ['date.parse', { text: '1/2/26', pattern: 'd/M/yy' }, /^pattern may hold yy for writing only/],
    ['date.parse', { text: '31.04.2026', pattern: 'dd.MM.yyyy' }, /^text names a day or time that does not exist/],
    ['date.parse', { text: '2026-04-31x', pattern: 'yyyy-MM-dd' }, /^text does not have the form/],
    ['date.parse', { text: '2026-04', pattern: 'yyyy-MM' }, /^pattern must hold a year/],
    ['date.parse', { text: '2026-04-01 5', pattern: 'yyyy-MM-dd h' }, /^pattern must hold a \(AM or PM\)/],
    ['date.parse', { text: '2026-04-01 5', pattern: 'yyyy-MM-dd m' }, /^pattern must hold an hour/],
    ['date.convert_time_zone', { date_time: '2026-01-01T00:00:00', to_time_zone: 'UTC' }, /^from_time_zone is needed/],
    [
      'date.convert_time_zone',
      { date_time: '2026-01-01T00:00:00Z', to_time_zone: 'Mars/Base' },
      /^to_time_zone is no known time zone/,
    ],
    [
      'date.convert_time_zone',
      {
        date_time: '2026-03-29T02:30:00',
        from_time_zone: 'Europe/Zurich',
        to_time_zone: 'UTC',
        disambiguation: 'reject',
      },
      /^date_time leads to no valid date/,
    ],
  ]);
});
