import { spawn } from 'node:child_process';
import { appendFile, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { main } from '../../src/cli/main.ts';
import { MANIFEST, writeSample } from '../signing/sample-plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const koraPlugin = at('../../bin/kora-plugin.js');

/** Runs a program without any flag or condition, as a user's shell would. */
async function run(cwd: string, ...args: string[]) {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH } });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.on('close', done)),
  ]);
  return { stdout, stderr, code };
}
const kora = (cwd: string, ...args: string[]) => run(cwd, koraPlugin, ...args);

/** The same without a process of its own. */
async function call(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const code = await main(args, {
    data: (line) => {
      written.stdout += line;
    },
    other: (line) => {
      written.stderr += line;
    },
  });
  return { ...written, code };
}

t.test('a plugin is signed and verified with a key that keygen made', async (t) => {
  const cwd = t.testdir();
  const folder = await writeSample(cwd);
  const made = await kora(cwd, 'keygen', '--out', 'key.json', '--json');
  t.match(made, { code: 0, stderr: '' });
  const { kid, x } = JSON.parse(made.stdout);
  t.equal((await stat(join(cwd, 'key.json'))).mode & 0o777, 0o600, 'only its owner reads the private key');
  t.notMatch(made.stdout, JSON.parse(await readFile(join(cwd, 'key.json'), 'utf8')).d);

  await writeFile(join(folder, 'plugin.json'), JSON.stringify(MANIFEST));
  const signed = await kora(cwd, 'sign', MANIFEST.id, '--key', 'key.json', '--json');
  t.match(signed, { code: 0, stderr: '' });
  t.same(JSON.parse(signed.stdout), { plugin_id: MANIFEST.id, version: MANIFEST.version, files: 3, kid });

  const keys = [{ kid, x, status: 'trusted', origin: 'user' }];
  const trust = { version: '1.0', publishers: [{ publisher: MANIFEST.publisher, keys }] };
  await writeFile(join(cwd, 'trust.json'), JSON.stringify(trust));
  t.match(await kora(cwd, 'verify', MANIFEST.id, '--trust', 'trust.json'), { code: 0, stdout: /holds, signed with/ });
  t.match(await call('verify', folder, '--key', join(cwd, 'key.json.pub')), { code: 0 });
  const other = await call('verify', folder, '--key', join(cwd, 'key.json.pub'), '--contract', '2.0.0');
  t.match(other, { code: 1, stdout: /KORA_PLUGIN_CONTRACT_UNSUPPORTED/ });

  await appendFile(join(folder, 'main.js'), ' ');
  const refused = await kora(cwd, 'verify', MANIFEST.id, '--trust', 'trust.json', '--json');
  t.equal(refused.code, 1);
  t.match(JSON.parse(refused.stdout), {
    verified: false,
    failures: [{ error_type: 'PLUGIN_REJECTED', details: { code: 'KORA_PLUGIN_FILE_CHANGED', path: 'main.js' } }],
  });
  t.match(await call('verify', folder, '--trust', join(cwd, 'trust.json')), { stdout: /main\.js is not the one/ });

  await symlink('main.js', join(folder, 'link.js'));
  t.match(await call('sign', folder, '--key', join(cwd, 'key.json')), {
    code: 1,
    stdout: '',
    stderr: /KORA_PLUGIN_FILE_IRREGULAR/,
  });
});

t.test('wrong arguments and unusable files exit with 2 and say why, and nothing is data', async (t) => {
  const cwd = t.testdir({ 'key.json': '{}', 'trust.json': '[]', list: { 'plugin.json': '[]' } });
  const file = (name: string) => join(cwd, name);
  t.equal((await call('keygen', '--out', file('good.json'))).code, 0);
  const cases: [string[], RegExp][] = [
    [[], /Usage/],
    [['sing'], /unknown command/],
    [['sign', file('list')], /--key/],
    [['verify', file('list')], /give --trust or --key/],
    [['verify', file('list'), '--trust', 'a', '--key', 'b'], /cannot be used with/],
    [['sign', file('list'), '--key', file('missing.json')], /KORA_PLUGIN_CLI_FILE_INACCESSIBLE/],
    [['sign', file('list'), '--key', file('key.json')], /KORA_PLUGIN_SIGNING_KEY_INVALID/],
    [['sign', file('list'), '--key', file('good.json')], /KORA_PLUGIN_CLI_FILE_INVALID/],
    [['verify', file('list'), '--trust', file('trust.json')], /KORA_PLUGIN_CLI_FILE_INVALID/],
    [['keygen', '--out', file('key.json')], /KORA_PLUGIN_CLI_PATH_EXISTS/],
    [['keygen', '--out', file('no/such/folder/key.json')], /KORA_PLUGIN_CLI_FILE_INACCESSIBLE/],
    [['create', 'Not An Id'], /KORA_PLUGIN_CLI_NAME_INVALID/],
  ];
  for (const [args, stderr] of cases) t.match(await call(...args), { code: 2, stdout: '', stderr }, args.join(' '));
  t.match(await kora(cwd, 'verify', 'list'), { code: 2, stdout: '', stderr: /give --trust or --key/ });
  const { code, stdout, stderr } = await kora(cwd, 'create', 'list', '--json');
  t.same([code, stdout], [2, '']);
  t.match(JSON.parse(stderr), {
    error_type: 'CONFLICT',
    details: { code: 'KORA_PLUGIN_CLI_PATH_EXISTS', path: 'list' },
  });
  t.equal(await readFile(file('key.json'), 'utf8'), '{}', 'an existing key is never overwritten');
  t.match(await call('--help'), { code: 0, stdout: /verify/, stderr: '' });
});

t.test('a created plugin builds, tests, signs and verifies', async (t) => {
  const cwd = t.testdir();
  t.match(await kora(cwd, 'create', 'my-plugin', '--json'), { code: 0, stderr: '' });
  const folder = join(cwd, 'my-plugin');
  // Stands for npm install, which tests do without.
  await symlink(at('../../../node_modules'), join(folder, 'node_modules'));
  const scripts = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).scripts;
  t.match(await run(folder, '--conditions=kora-source', '--test', 'test/plugin.test.ts'), { code: 0 });
  const out = ['--conditions=kora-source', '--out', 'build/my-plugin'];
  t.match(await run(folder, 'scripts/build.ts', ...out), { code: 0, stderr: '' });
  for (const name of ['keygen', 'sign', 'verify']) {
    t.match(await kora(folder, ...scripts[name].split(' ').slice(1)), { code: 0, stderr: '' }, scripts[name]);
  }
});

t.test('the skeleton is the example', async (t) => {
  for (const path of [
    'manifest.json',
    'scripts/build.ts',
    'src/plugin.ts',
    'src/word-count-library.ts',
    'src/word-count.js',
  ]) {
    const example = await readFile(at(`../../../examples/hello-plugin/${path}`), 'utf8');
    t.equal(await readFile(at(`../../template/${path}`), 'utf8'), example, path);
  }
});
