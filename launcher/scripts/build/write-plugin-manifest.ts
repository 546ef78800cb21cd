import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ManifestWithoutFiles, writeManifest } from '@kora/plugin-sdk/signing';
import type { PluginPackage } from './plugin-package.ts';

/**
 * Writes plugin.json: the plugin's manifest.json with the version of its package.json and the hash of every file.
 * @throws KORA_PLUGIN_MANIFEST_INVALID naming every wrong field.
 */
export async function writePluginManifest(plugin: PluginPackage, folder: string): Promise<void> {
  // writeManifest decodes the whole; this is the author's own file, on the way there.
  const manifest = JSON.parse(await readFile(join(plugin.folder, 'manifest.json'), 'utf8')) as ManifestWithoutFiles;
  if (manifest.id !== plugin.id)
    throw new Error(`plugins/${plugin.id}/manifest.json says that its id is ${manifest.id}`);
  await writeManifest(folder, { ...manifest, version: plugin.version });
}
