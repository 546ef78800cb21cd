import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.ts';
import { bundleBrowser } from './bundle-browser.ts';
import { writeNotices } from './licences/notices-file.ts';
import { packageNotices } from './licences/package-notices.ts';
import type { BuildTarget, PluginBuildScript, PluginPackage } from './plugin-package.ts';
import { writePluginManifest } from './write-plugin-manifest.ts';

async function loadBuildScript(plugin: PluginPackage): Promise<PluginBuildScript> {
  const path = join(plugin.folder, 'scripts', 'build.ts');
  return existsSync(path) ? ((await import(pathToFileURL(path).href)) as PluginBuildScript) : {};
}

/**
 * Builds one plugin into `outFolder`, complete but unsigned: bundle, the files that its own build script adds, the licences of what is
 * in them, and a plugin.json that lists them all. The folder appears at once or not at all.
 */
export async function buildPlugin(
  plugin: PluginPackage,
  outFolder: string,
  target: BuildTarget = { platform: process.platform, arch: process.arch },
): Promise<void> {
  const script = await loadBuildScript(plugin);
  const partial = `${outFolder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const files = await bundle(join(plugin.folder, 'src', 'index.ts'), join(partial, 'index.js'), {
    external: [...(script.external ?? [])],
  });
  const { browser } = script;
  const pages = browser === undefined ? [] : await bundleBrowser(plugin.folder, join(partial, 'ui'), browser);
  const { inputs, notices = [] } = (await script.buildPlugin?.(partial, target)) ?? { inputs: [] };
  const all = [...files, ...pages, ...inputs.map((file) => resolve(file))];
  await writeNotices(partial, [...packageNotices(all), ...notices]);
  const packageFile = join(partial, 'package.json');
  // Says that index.js is an ES module, which Node would otherwise find out by parsing it twice.
  if (!existsSync(packageFile)) await writeFile(packageFile, '{ "type": "module" }\n');
  await writePluginManifest(plugin, partial);
  await rm(outFolder, { recursive: true, force: true });
  await rename(partial, outFolder);
}
