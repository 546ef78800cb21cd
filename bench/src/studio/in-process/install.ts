import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSigningKey, signPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import { build } from 'esbuild';

const id = 'bench-in-process';
const entry = fileURLToPath(new URL('plugin.ts', import.meta.url));

/** Puts the harness's plugin into a data root that Studio has been started in before, signed with a key that the data root trusts from now on. */
export async function installInProcessPlugin(dataRoot: string): Promise<void> {
  const folder = join(dataRoot, 'plugins', id);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['kora-source'],
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeManifest(folder, {
    manifest_version: '1.0',
    id,
    version: '1.0.0',
    publisher: 'bench',
    name: 'Runs in process',
    description: 'Runs graphs without a socket, for measuring.',
    license: 'Apache-2.0',
    contract: '^1.0.0',
    entry: 'index.js',
    requires: ['kora.run-starter'],
    provides: [],
    contributes: { routes: ['POST /bench/graph', 'POST /bench/runs'] },
    capabilities: { runs: true },
  });
  const { privateJwk, publicKey } = await createSigningKey();
  await signPlugin(folder, privateJwk);
  const file = join(dataRoot, 'configs', 'trusted-publishers.json');
  const store: { publishers: object[] } = JSON.parse(await readFile(file, 'utf8'));
  store.publishers.push({ publisher: 'bench', keys: [{ ...publicKey, status: 'trusted', origin: 'user' }] });
  await writeFile(file, JSON.stringify(store));
}
