import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { descriptors } from '../src/descriptors.ts';
import { openLibrary } from './support/open-library.ts';

const run = promisify(execFile);
const printer = fileURLToPath(new URL('./support/print-digests.ts', import.meta.url));

/** Calls in which the order of keys, the locale or the time zone could show, and some that fail. */
const EXTRA = [
  ['json.query', { value: { b: { z: 1, a: 2 }, a: [1] }, expression: '[keys(@), values(b), *.a, to_string(@)]' }],
  ['json.stringify', { value: { z: { y: 1, x: 2 }, a: 1 }, indent: 2 }],
  ['csv.format', { rows: [{ z: 1, ä: 2, a: 3, 10: 4, 9: 5 }] }],
  ['table.describe', { rows: [{ z: 'b', i: 1, I: null }] }],
  ['table.join', { left: [{ b: 1, a: 2 }], right: [{ c: 3, b: 1, a: 4 }], on: [{ left: 'b', right: 'b' }] }],
  ['table.distinct', { rows: [{ b: { y: 1, x: 2 } }, { b: { x: 2, y: 1 } }] }],
  ['text.case', { text: 'IISTANBUL ıi', to: 'lower' }],
  ['text.case', { text: 'istanbul straße', to: 'upper' }],
  ['text.lines', { text: 'ı\nI\ni\nİ\nz\nä', actions: ['sort'] }],
  ['text.lines', { text: 'ı\nI\ni\nİ\nz\nä', actions: ['sort'], locale: 'sv' }],
  ['text.template', { template: '{{a}} {{b}}', values: { b: { z: 1, a: [0.1] }, a: 1e21 } }],
  ['date.difference', { from: '2026-03-28', to: '2026-03-30', unit: 'hours' }],
  ['date.add', { date: '2026-03-29T02:30:00', hours: 0, minutes: 1 }],
  [
    'date.convert_time_zone',
    { date_time: '2026-03-29T02:30:00', from_time_zone: 'Europe/Berlin', to_time_zone: 'UTC' },
  ],
  ['date.format', { date: '1883-11-18T12:03:58', pattern: 'EEEE MMMM d yyyy HH:mm' }],
  ['date.parse', { text: '31.02.2026', pattern: 'dd.MM.yyyy' }],
  ['math.evaluate', { expression: 'z + a', variables: { z: 0.1, a: 0.2 } }],
  ['math.evaluate', { expression: '1/0' }],
  ['list.sort', { items: [1], locale: 'xx-nowhere' }],
  ['logic.compare', { left: { a: 1, b: [2] }, test: 'equals', right: { b: [2], a: 1 } }],
];

t.test('locale, time zone and the order of keys change no result and no message', async (t) => {
  const { folder } = await openLibrary(t);
  const machines = [
    { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
    { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8', LC_ALL: 'sv_SE.UTF-8' },
  ];
  const prints = await Promise.all(
    machines.map(async (env, seed) => {
      const args = ['--conditions=kora-source', printer, folder, String(seed), JSON.stringify(EXTRA)];
      return (await run(process.execPath, args, { env: { ...process.env, ...env } })).stdout;
    }),
  );
  const [first = ''] = prints;
  t.equal(first.trimEnd().split('\n').length, descriptors.flatMap(({ examples }) => examples).length + EXTRA.length);
  t.notMatch(first, /DIFFERS/, 'nothing is kept between two calls');
  t.notMatch(first, /not available|is not defined|is not a function/, 'nothing reaches for the clock or the machine');
  for (const print of prints) t.equal(print, first);
});
