import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { isRecord } from '@kora/contracts';
import { activatePlugin, operationLibraryConformance } from '@kora/plugin-sdk/testing';
import t from 'tap';
import type { plugin as sourcePlugin } from '../src/plugin.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const koraPlugin = at('../../../plugin-sdk/bin/kora-plugin.js');

t.test('the plugin builds, signs, verifies, and its built entry counts words', async (t) => {
  const folder = join(t.testdir(), 'hello-word-count');
  const key = join(t.testdirName, 'key.json');
  await run(process.execPath, [at('../scripts/build.ts'), '--out', folder, '--conditions=kora-source']);
  await run(process.execPath, [koraPlugin, 'keygen', '--out', key]);
  await run(process.execPath, [koraPlugin, 'sign', folder, '--key', key]);
  const verified = await run(process.execPath, [koraPlugin, 'verify', folder, '--key', `${key}.pub`, '--json']);
  t.match(JSON.parse(verified.stdout), { verified: true, plugin_id: 'hello-word-count', version: '1.0.0' });

  const built: unknown = await import(pathToFileURL(join(folder, 'plugin.js')).href);
  if (!isRecord(built)) throw new Error('the built entry is no module');
  const plugin = built.plugin as typeof sourcePlugin;
  const files = {
    resolve: (path: string) => join(folder, path),
    readText: (path: string) => readFile(join(folder, path), 'utf8'),
  };
  const { contributions } = await activatePlugin(plugin, { files });
  const [library] = contributions.operations ?? [];
  if (library === undefined) throw new Error('the plugin contributes no operations');
  t.same(JSON.parse(await files.readText('plugin.json')).contributes, { operations: [library.id] });
  await operationLibraryConformance(t, library);
});
