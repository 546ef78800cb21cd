import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { type DataPaths, dataPathsOf, openDataRoot } from '../../src/data/index.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const FILES: readonly (keyof DataPaths)[] = [
  'catalog',
  'studioConfig',
  'trustedPublishers',
  'apiToken',
  'sessions',
  'pluginState',
  'telemetryIndex',
];

t.test('a new data root has all its folders, is private, and explains itself', async (t) => {
  const path = join(t.testdir(), 'deep', 'root');
  const root = await openDataRoot({ path });
  t.teardown(() => root.close());
  t.equal(root.path, realpathSync(path));
  t.equal(modeOf(path), 0o700);
  for (const [name, folder] of Object.entries(root.paths)) {
    t.ok(folder.startsWith(root.path), `${name} lies below the root`);
    if (FILES.includes(name as keyof DataPaths)) t.notOk(existsSync(folder), `${name} is a file that nobody wrote yet`);
    else t.equal(modeOf(folder), 0o700, `${name} is a private folder`);
  }
  const readme = readFileSync(join(path, 'README.txt'), 'utf8');
  for (const name of readdirSync(path))
    t.ok(name === 'README.txt' || readme.includes(name), `the README names ${name}`);
});

t.test('modes that are too open are tightened, stricter ones and links are left', async (t) => {
  const path = t.testdir({ configs: { 'api-token': 'x', 'studio.json': '{}' }, models: {}, elsewhere: {} });
  const root = join(path, 'root');
  mkdirSync(join(root, 'configs'), { recursive: true, mode: 0o755 });
  writeFileSync(join(root, 'configs', 'api-token'), 'x', { mode: 0o644 });
  writeFileSync(join(root, 'configs', 'studio.json'), '{}', { mode: 0o400 });
  chmodSync(join(path, 'elsewhere'), 0o755);
  symlinkSync(join(path, 'elsewhere'), join(root, 'models'));
  chmodSync(root, 0o777);
  const opened = await openDataRoot({ path: root });
  t.teardown(() => opened.close());
  t.equal(modeOf(root), 0o700);
  t.equal(modeOf(join(root, 'configs')), 0o700);
  t.equal(modeOf(join(root, 'configs', 'api-token')), 0o600);
  t.equal(modeOf(join(root, 'configs', 'studio.json')), 0o400);
  t.equal(modeOf(join(path, 'elsewhere')), 0o755, 'a linked models folder keeps its own rules');
});

t.test('a folder that holds other things is left alone', async (t) => {
  const path = t.testdir({ Documents: { 'letter.txt': 'dear' }, models: {} });
  chmodSync(path, 0o755);
  await t.rejects(openDataRoot({ path }), {
    code: 'KORA_DATA_ROOT_FOREIGN',
    message: /Documents/,
    details: { found: ['Documents'] },
  });
  t.strictSame(readdirSync(path), ['Documents', 'models'], 'nothing was written');
  t.equal(modeOf(path), 0o755);
});

t.test('an existing data root is taken whatever else was put there later', async (t) => {
  const path = join(t.testdir(), 'root');
  await (await openDataRoot({ path })).close();
  writeFileSync(join(path, 'notes.txt'), 'mine');
  const root = await openDataRoot({ path });
  t.equal(root.takenOverFrom, null);
  await root.close();
});

t.test('a path that cannot be a folder is a coded error with the reason and the next step', async (t) => {
  const folder = t.testdir({ file: 'x', root: { telemetry: 'a file in the place of a folder' } });
  for (const path of [join(folder, 'file'), join(folder, 'file', 'below'), join(folder, 'root')]) {
    await t.rejects(openDataRoot({ path }), {
      code: 'KORA_DATA_ROOT_UNUSABLE',
      message: /--data-root/,
      details: { path },
    });
  }
  await t.rejects(
    openDataRoot({ path: join(folder, 'root') }),
    { code: 'KORA_DATA_ROOT_UNUSABLE' },
    'the lock was given back',
  );
});

t.test('what a killed writer left behind is no foreign thing, and is cleared away', async (t) => {
  const path = t.testdir({
    'studio.lock.3141592653': '{',
    configs: { 'api-token.123': 'half a secret', 'studio.json.bak': 'mine', 'notes.1': 'mine' },
  });
  const root = await openDataRoot({ path });
  t.teardown(() => root.close());
  t.notOk(existsSync(join(path, 'studio.lock.3141592653')));
  t.strictSame(readdirSync(root.paths.configs), ['notes.1', 'studio.json.bak']);
});

t.test('paths can be laid out without touching the disk', async (t) => {
  const paths = dataPathsOf('/nowhere');
  t.equal(paths.studioConfig, join('/nowhere', 'configs', 'studio.json'));
  t.equal(paths.telemetryIndex, join('/nowhere', 'telemetry', 'index.sqlite'));
});
