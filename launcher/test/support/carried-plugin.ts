import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type SigningKey, signPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import type { CarriedPlugin, PluginSigner } from '../../src/carried/carried-plugin.ts';
import { pluginsInFolder } from '../../src/carried/plugins-in-folder.ts';

/** Writes an unsigned plugin folder as the build makes one, and returns the plugin that a launcher would carry. */
export async function carriedPlugin(
  buildFolder: string,
  { id = 'hello', version = '1.0.0', code = 'export const plugin = {};\n', publisher = 'kora' } = {},
): Promise<CarriedPlugin> {
  const folder = join(buildFolder, id);
  for (const [path, content] of Object.entries({ 'index.js': code, 'data/words.txt': 'one two\n' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), Buffer.from(content));
  }
  await writeManifest(folder, {
    manifest_version: '1.0',
    id,
    version,
    publisher,
    name: id,
    description: 'A plugin for tests.',
    license: 'Apache-2.0',
    contract: '^1.0.0',
    entry: 'index.js',
    requires: [],
    provides: [],
    contributes: {},
    capabilities: {},
  });
  const made = pluginsInFolder(buildFolder).find(({ manifest }) => manifest.id === id);
  if (made === undefined) throw new Error(`${id} was not built`);
  return made;
}

/** Signs installed folders with a key. */
export function signerWith({ privateJwk, publicKey }: SigningKey): PluginSigner {
  return { kid: publicKey.kid, sign: async (folder) => void (await signPlugin(folder, privateJwk)) };
}
