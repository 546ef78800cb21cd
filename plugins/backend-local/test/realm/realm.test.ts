import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { realmAnswers } from '../support/realm-answers.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../support/realm-answers.ts', import.meta.url));

/** What a realm answers on a machine that is set up so. */
async function answersOn(zone: string, locale: string): Promise<ReturnType<typeof realmAnswers>> {
  const env = { TZ: zone, LC_ALL: locale, LANG: locale };
  const execArgv = ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await run(process.execPath, [...execArgv, script], { env });
  return JSON.parse(stdout);
}

t.test('nothing in a realm depends on the locale or time zone of the machine', async (t) => {
  const [one, other] = await Promise.all([
    answersOn('Asia/Kolkata', 'de_DE.UTF-8'),
    answersOn('America/New_York', 'tr_TR.UTF-8'),
  ]);
  t.same(one, other);
  t.same(one, realmAnswers());
  t.match(one, {
    zone: 'UTC',
    noZone: 'UTC',
    dateText: 'Sun Dec 31 2023',
    timeText: '23:00:00 GMT+0000 (Coordinated Universal Time)',
    noDate: ['Invalid Date', 'Invalid Date', null],
    year: 123,
    setYear: '1999-12-31T23:00:00.000Z',
    noLocale: ['1,234.5', /^1\/1\/1970/, 'i'],
    unknownLocale: ['en-US', '1,234.5'],
    knownLocale: ['1.234,5', /^1.234,5$/, 1],
    locale: 'de-Latn-CH',
  });
});

t.test('a realm has no clock, by whatever name it is asked for', async (t) => {
  const { now, formattedNow, formattedParts, stack, formatOfNow } = realmAnswers();
  for (const answer of [now, formattedNow, formattedParts])
    t.match(answer, { kind: 'threw', message: /not available/ });
  t.match(formatOfNow, { kind: 'threw', message: /Invalid time/ }, 'what is given is taken');
  t.equal(stack, 'Error: here', 'nor does it know where on the machine it is');
});
