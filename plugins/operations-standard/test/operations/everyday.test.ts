import fc from 'fast-check';
import t from 'tap';
import { errorOf } from '../support/error-of.ts';
import { openLibrary } from '../support/open-library.ts';

const library = await openLibrary(t);

/** What matches a field such as 1-5 or *\/15, looked at without the operation. */
function fits(field: string, value: number): boolean {
  return field.split(',').some((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [from = 0, to = from] = range === '*' ? [0, 100] : range.split('-').map(Number);
    const start = range === '*' && field !== '*' ? 0 : from;
    return value >= from && value <= to && (value - start) % Number(step) === 0;
  });
}

t.test('the next times of a schedule are the first minutes that its fields fit, one by one', async (t) => {
  const field = (low: number, high: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: low, max: high }).map(String),
      fc
        .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
        .map((pair) => pair.sort((a, b) => a - b).join('-')),
    );
  const schedules = fc.tuple(field(0, 59), field(0, 23), fc.constant('*'), fc.constant('*'), field(1, 6));
  const starts = fc.date({
    min: new Date('2024-01-01T00:00Z'),
    max: new Date('2026-01-01T00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(schedules, starts, (fields, start) => {
      const after = start.toISOString().slice(0, 19);
      const [found] = [library.call('cron.next', { expression: fields.join(' '), after })].flat();
      const [minutes, hours, , , weekdays] = fields;
      const next = new Date(`${after.slice(0, 16)}Z`);
      const isIt = () =>
        fits(minutes, next.getUTCMinutes()) && fits(hours, next.getUTCHours()) && fits(weekdays, next.getUTCDay());
      for (let left = 12_000; left > 0; left--) {
        next.setUTCMinutes(next.getUTCMinutes() + 1);
        if (isIt()) return found === next.toISOString().slice(0, 16);
      }
      return false;
    }),
    { numRuns: 15 },
  );
  t.strictSame(
    library.call('cron.next', { expression: '0 0 13 * 5', after: '2026-11-01T00:00', count: 3 }),
    ['2026-11-06T00:00', '2026-11-13T00:00', '2026-11-20T00:00'],
    'with both days limited, either is enough',
  );
  t.match(errorOf(library, 'cron.next', { expression: '0 0 31 2 *', after: '2026-01-01T00:00' }), /no calendar/);
  t.match(
    errorOf(library, 'cron.next', { expression: '99 0 * * *', after: '2026-01-01T00:00' }),
    /minute from 0 to 59/,
  );
});

t.test('Morse code is read back, and what has no sign is refused', async (t) => {
  const words = fc.stringMatching(/^[A-Z0-9]{1,6}( [A-Z0-9]{1,6}){0,3}$/);
  fc.assert(
    fc.property(
      words,
      (text) => library.call('decode.morse', { text: library.call('encode.morse', { text }) }) === text,
    ),
    { numRuns: 50 },
  );
  t.match(errorOf(library, 'encode.morse', { text: 'é' }), /no sign/);
  t.match(errorOf(library, 'decode.morse', { text: '........' }), /no sign/);
});

t.test('contrast does not depend on which colour is in front, and needs opaque ones', async (t) => {
  const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  const ratio = (foreground: string, background: string) =>
    Number(Object(library.call('color.contrast', { foreground, background })).ratio);
  fc.assert(
    fc.property(color, color, (a, b) => ratio(a, b) === ratio(b, a) && ratio(a, b) >= 1 && ratio(a, b) <= 21),
    { numRuns: 50 },
  );
  t.match(errorOf(library, 'color.contrast', { foreground: '#0008', background: '#fff' }), /transparency/);
});
