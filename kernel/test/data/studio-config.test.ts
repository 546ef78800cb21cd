import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import {
  DEFAULT_STUDIO_CONFIG,
  ENVIRONMENT_OVERRIDES,
  fieldsSetByEnvironment,
  loadStudioConfig,
  type StudioConfigFile,
} from '../../src/data/index.ts';

function file(t: Test, content: string | Uint8Array): string {
  const path = join(t.testdir(), 'studio.json');
  writeFileSync(path, content);
  return path;
}

t.test('without a file everything has its default, and no file appears', async (t) => {
  const path = join(t.testdir(), 'studio.json');
  t.strictSame(await loadStudioConfig(path, { env: {} }), DEFAULT_STUDIO_CONFIG);
  t.equal(DEFAULT_STUDIO_CONFIG.port, 4790);
  t.strictSame(readdirSync(t.testdirName), []);
});

t.test('a flag wins over the environment, the environment over the file, the file over the default', async (t) => {
  const path = file(t, '\uFEFF{"port": 1, "lan": true, "limits": {"max_queued_runs": 7}, "plugins": {"a": {"x": 1}}}');
  const inFile = await loadStudioConfig(path, { env: {} });
  t.match(inFile, { port: 1, lan: true, log_level: 'info', plugins: { a: { x: 1 } } });
  t.strictSame(inFile.limits, { ...DEFAULT_STUDIO_CONFIG.limits, max_queued_runs: 7 }, 'limits fill up one by one');
  const env = { KORA_PORT: '2', KORA_LAN: 'FALSE', KORA_MAX_CONCURRENT_RUNS: '3', KORA_DEFAULT_MODEL: '' };
  t.match(await loadStudioConfig(path, { env }), {
    port: 2,
    lan: false,
    default_model: null,
    limits: { max_concurrent_runs: 3, max_queued_runs: 7 },
  });
  t.match(await loadStudioConfig(path, { env, flags: { port: 3 } }), { port: 3, lan: false });
});

t.test('every variable of the table reaches its field, and says so', async (t) => {
  const samples: Record<string, string> = { integer: '2048', boolean: '1', text: 'info' };
  const env = Object.fromEntries(ENVIRONMENT_OVERRIDES.map(({ variable, kind }) => [variable, samples[kind]]));
  env.KORA_MAX_CONCURRENT_RUNS = '8';
  const config = await loadStudioConfig(join(t.testdir(), 'none'), { env });
  for (const { variable, field, kind } of ENVIRONMENT_OVERRIDES) {
    const value = field.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], config);
    t.equal(String(value), kind === 'boolean' ? 'true' : env[variable], variable);
    t.equal(fieldsSetByEnvironment(env).get(field.join('.')), variable);
  }
  t.equal(fieldsSetByEnvironment({ KORA_PORT: '' }).size, 0);
});

t.test('every wrong path is named at once, with the file and the next step, and the file stays as it is', async (t) => {
  const content =
    '{"port": 70000, "lan": "yes", "limits": {"max_body_bytes": 1.5, "max_speed": 9}, "prot": 1, "__proto__": {}}';
  const path = file(t, content);
  const error = await loadStudioConfig(path, { env: {} }).catch((thrown) => thrown);
  t.match(error, { code: 'KORA_CONFIG_INVALID', error_type: 'VALIDATION_ERROR', details: { source: path } });
  t.match(error.message, /Correct it and start again; nothing was changed/);
  t.ok(error.message.includes(path));
  const paths = error.details.issues.map((issue: { path: string }) => issue.path).sort();
  t.strictSame(paths, ['/__proto__', '/lan', '/limits/max_body_bytes', '/limits/max_speed', '/port', '/prot']);
  t.equal(readFileSync(path, 'utf8'), content);
});

t.test('what is no settings file at all is refused, and never quoted', async (t) => {
  const hostile = [
    '',
    '{"port": 4790',
    '[]',
    'null',
    '"secret-words"',
    '{"plugins": {"a": "secret-words}',
    '{'.repeat(100_000),
  ];
  for (const content of [
    ...hostile,
    `{"plugins": {"a": "${'x'.repeat(2_000_000)}"}}`,
    Buffer.from([0xff, 0xfe, 0x00]),
  ]) {
    const error = await loadStudioConfig(file(t, content), { env: {} }).catch((thrown) => thrown);
    t.match(error, { code: 'KORA_CONFIG_INVALID' });
    t.notOk(error.message.includes('secret-words'));
    t.ok(error.message.length < 2_000);
  }
  const deep = `{"plugins": {"a": ${'['.repeat(1_000)}${']'.repeat(1_000)}}}`;
  await t.rejects(loadStudioConfig(file(t, deep), { env: {} }), { code: 'KORA_CONFIG_INVALID', message: /nested/ });
  const folder = join(t.testdir(), 'studio.json');
  mkdirSync(folder);
  await t.rejects(loadStudioConfig(folder, { env: {} }), { code: 'KORA_CONFIG_INVALID', message: /is not a file/ });
});

t.test('a wrong variable or flag is refused by its own name', async (t) => {
  const path = join(t.testdir(), 'studio.json');
  for (const KORA_PORT of ['-1', '1e3', '4790 ', 'x', '0x10', '99999']) {
    await t.rejects(loadStudioConfig(path, { env: { KORA_PORT } }), {
      code: 'KORA_CONFIG_INVALID',
      message: /^The environment .*\/port/,
    });
  }
  await t.rejects(loadStudioConfig(path, { env: { KORA_PORT: 'x', KORA_LAN: 'maybe' } }), {
    message: /KORA_PORT.*KORA_LAN/,
  });
  const flags = { port: -5 } as StudioConfigFile;
  await t.rejects(loadStudioConfig(path, { env: {}, flags }), { message: /^The command line .*\/port/ });
});
