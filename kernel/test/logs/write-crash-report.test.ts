import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { writeCrashReport } from '../../src/logs/index.ts';

t.test('a report tells the error and its causes, and neither environment nor secrets', async (t) => {
  const folder = join(t.testdir(), 'logs');
  process.env.KORA_TEST_VARIABLE = 'environment-value';
  t.teardown(() => delete process.env.KORA_TEST_VARIABLE);
  const cause = Object.assign(new Error('the disk said no to secret-value'), { code: 'EIO' });
  const path = writeCrashReport(folder, new TypeError('it broke', { cause }), ['secret-value']);
  const content = readFileSync(path, 'utf8');
  t.match(JSON.parse(content), {
    node: process.version,
    errors: [
      { name: 'TypeError', message: 'it broke', stack: /write-crash-report/ },
      { name: 'Error', message: 'the disk said no to [hidden]', code: 'EIO' },
    ],
  });
  t.notOk(content.includes('environment-value'));
  t.notOk(content.includes('secret-value'));
  t.equal(statSync(path).mode & 0o777, 0o600);
});

t.test('whatever is thrown gives a report, and the newest twenty are kept', async (t) => {
  const folder = t.testdir({ 'studio.log': 'kept' });
  const loop = new Error('loop');
  loop.cause = loop;
  for (const thrown of [undefined, null, 'text', 5, Symbol('s'), { a: 1 }, loop]) writeCrashReport(folder, thrown);
  const last = Array.from({ length: 20 }, (_, i) => writeCrashReport(folder, new Error(String(i))));
  t.strictSame(
    new Set(readdirSync(folder).map((name) => join(folder, name))),
    new Set([...last, join(folder, 'studio.log')]),
  );
});
