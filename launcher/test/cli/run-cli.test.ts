import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_VERSION } from '@kora/contracts';
import t from 'tap';
import { carriedPlugin } from '../support/carried-plugin.ts';
import { cli } from '../support/cli.ts';

/** Plugins of a build, and a data root that does not exist yet. */
async function world(folder: string) {
  const plugins = join(folder, 'carried');
  mkdirSync(plugins);
  await carriedPlugin(plugins);
  return { plugins, root: ['--data-root', join(folder, 'data')] };
}

t.test('version prints the version, as JSON with all that it is made of', async (t) => {
  t.match(await cli(['version']), { code: 0, stdout: /^KORA Studio \d+\.\d+\.\d+ / });
  const { stdout } = await cli(['version', '--json']);
  t.match(JSON.parse(stdout), { version: /^\d/, contracts: CONTRACT_VERSION, edition: 'source' });
});

t.test('a wrong command line says what is wrong on standard error, and ends with 2', async (t) => {
  t.match(await cli(['strat']), { code: 2, stdout: '', stderr: /Did you mean start/ });
  t.match(await cli(['start', '--port', 'http']), { code: 2, stdout: '', stderr: /whole number from 0 to 65535/ });
  t.match(await cli(['runs', 'list', '--limit', '0']), { code: 2, stdout: '', stderr: /from 1 to 200/ });
  t.match(await cli(['run']), { code: 2, stdout: '', stderr: /missing required argument 'graph'/ });
  t.match(await cli(['run', '/no/such/graph.json']), {
    code: 2,
    stderr: /graph\.json cannot be read \(ENOENT\).*\[KORA_LAUNCHER_FILE_UNREADABLE\]/,
  });
});

t.test('a file that is no JSON is an invalid input', async (t) => {
  t.match(await cli(['validate', '-'], { stdin: '{ "kora_version" ' }), {
    code: 3,
    stderr: /standard input is not JSON/,
  });
  const { code, stdout, stderr } = await cli(['validate', '-', '--json'], { stdin: '[' });
  t.equal(code, 3);
  t.equal(stdout, '');
  t.match(JSON.parse(stderr), { error_type: 'VALIDATION_ERROR', details: { code: 'KORA_LAUNCHER_FILE_NOT_JSON' } });
});

t.test('a verb without a running Studio starts one for itself, and leaves none behind', async (t) => {
  const { plugins, root } = await world(t.testdir());
  const first = await cli(['plugins', 'list', '--json', ...root], { plugins });
  t.match(JSON.parse(first.stdout), { plugins: [{ id: 'hello', version: '1.0.0', state: 'verified' }] });
  t.match(first.stderr, /Installed the plugin hello 1\.0\.0/);
  const second = await cli(['runs', 'list', ...root], { plugins });
  t.match(second, { code: 0, stdout: '', stderr: 'There are no runs yet.' });
});

t.test('the token is the one of the data root', async (t) => {
  const { plugins, root } = await world(t.testdir());
  const { stdout } = await cli(['token', ...root], { plugins });
  t.match(stdout, /^[A-Za-z0-9_-]{43}\n$/);
  t.equal((await cli(['token', ...root], { plugins })).stdout, stdout);
});

t.test('doctor looks at everything and finds nothing wrong with a fresh Studio', async (t) => {
  const { plugins, root } = await world(t.testdir());
  const { code, stdout } = await cli(['doctor', ...root], { plugins });
  t.equal(code, 0);
  t.match(stdout, /data root +ok[\s\S]*local API +ok[\s\S]*plugin hello +ok[\s\S]*models +hint +none/);
});

t.test('an invalid graph is listed path by path', async (t) => {
  const { plugins, root } = await world(t.testdir());
  const { code, stdout } = await cli(['validate', '-', ...root], { plugins, stdin: '{"graph_id":"g"}' });
  t.equal(code, 3);
  t.match(stdout, /\/tasks +MISSING_FIELD/);
  const json = await cli(['validate', '-', '--json', ...root], { plugins, stdin: '{"graph_id":"g"}' });
  t.match(JSON.parse(json.stdout), { valid: false, graph_hash: null });
  const run = await cli(['run', '-', ...root], { plugins, stdin: '{"graph_id":"g"}' });
  t.match(run, { code: 3, stdout: '', stderr: /\/tasks: is required/ });
});

t.test('a run that does not exist is not found', async (t) => {
  const { plugins, root } = await world(t.testdir());
  t.match(await cli(['runs', 'show', 'no-such-run', ...root], { plugins }), { code: 7, stdout: '' });
});

t.test('a removed plugin stays removed until it is restored', async (t) => {
  const { plugins, root } = await world(t.testdir());
  const ids = async () =>
    JSON.parse((await cli(['plugins', 'list', '--json', ...root], { plugins })).stdout).plugins.length;
  t.match(await cli(['plugins', 'remove', 'other', ...root], { plugins }), {
    code: 7,
    stderr: /There is no plugin other.*\[KORA_LAUNCHER_PLUGIN_NOT_INSTALLED\]/,
  });
  t.match(await cli(['plugins', 'remove', 'hello', ...root], { plugins }), { code: 0 });
  t.equal(await ids(), 0);
  t.equal(await ids(), 0);
  t.match(await cli(['plugins', 'restore', 'other', ...root], { plugins }), {
    code: 7,
    stderr: /carries no plugin other.*\[KORA_LAUNCHER_PLUGIN_NOT_CARRIED\]/,
  });
  t.match(await cli(['plugins', 'restore', 'hello', ...root], { plugins }), { code: 0 });
  t.equal(await ids(), 1);
});

t.test('a fault of the launcher itself is told without a stack trace, unless one is asked for', async (t) => {
  const folder = t.testdir();
  const root = ['--data-root', join(folder, 'data')];
  const plugins = join(folder, 'no-such-build');
  const told = await cli(['runs', 'list', ...root], { plugins });
  t.match(told, { code: 70, stdout: '', stderr: /ENOENT.*\[KORA_LAUNCHER_FAULT\]/ });
  t.notMatch(told.stderr, / at .*:\d+:\d+/);
  t.match((await cli(['runs', 'list', ...root], { plugins, env: { KORA_DEBUG: '1' } })).stderr, / at .*:\d+:\d+/);
});

t.test('a damaged build is named', async (t) => {
  const folder = t.testdir({ carried: { hello: { 'plugin.json': '{}' } } });
  const options = { plugins: join(folder, 'carried') };
  const { code, stderr } = await cli(['runs', 'list', '--data-root', join(folder, 'data')], options);
  t.equal(code, 1);
  t.match(stderr, /The plugin hello that this launcher carries is damaged.*\[KORA_LAUNCHER_BUILD_DAMAGED\]/);
});
