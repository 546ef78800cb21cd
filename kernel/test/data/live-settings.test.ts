import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { LiveSettings } from '../../src/data/config/live-settings.ts';

t.test('a change holds at once and is written beside the other fields', async (t) => {
  const path = join(t.testdir({ 'studio.json': '{"port": 5000}' }), 'studio.json');
  const settings = new LiveSettings(path, true, {});
  t.same(await settings.change({}), { keep_run_contents: true, set_by_environment: {} });
  await Promise.all([settings.change({ keep_run_contents: true }), settings.change({ keep_run_contents: false })]);
  t.equal(settings.keep, false);
  t.same(JSON.parse(await readFile(path, 'utf8')), { port: 5000, keep_run_contents: false });
});

t.test('without a file, one is made', async (t) => {
  const path = join(t.testdir(), 'studio.json');
  await new LiveSettings(path, true, {}).change({ keep_run_contents: false });
  t.same(JSON.parse(await readFile(path, 'utf8')), { keep_run_contents: false });
});

t.test('what the environment holds, or what cannot be read or written, changes nothing', async (t) => {
  const folder = t.testdir({ 'studio.json': 'no json' });
  const path = join(folder, 'studio.json');
  const fixed = new LiveSettings(path, false, { KORA_KEEP_RUN_CONTENTS: 'false' });
  const { set_by_environment } = fixed.read();
  t.same(set_by_environment, { keep_run_contents: 'KORA_KEEP_RUN_CONTENTS' });
  await t.rejects(fixed.change({ keep_run_contents: true }), { code: 'KORA_CONFIG_SET_BY_ENVIRONMENT' });
  const damaged = new LiveSettings(path, true, {});
  await t.rejects(damaged.change({ keep_run_contents: false }), { code: 'KORA_CONFIG_INVALID' });
  t.equal(await readFile(path, 'utf8'), 'no json');
  const nowhere = new LiveSettings(join(folder, 'missing', 'studio.json'), true, {});
  await t.rejects(nowhere.change({ keep_run_contents: false }), { code: 'KORA_CONFIG_NOT_WRITTEN' });
  t.equal(damaged.keep && nowhere.keep, true);
  await writeFile(path, '{}');
  t.match(
    await damaged.change({ keep_run_contents: false }),
    { keep_run_contents: false },
    'one failure blocks no other',
  );
});
