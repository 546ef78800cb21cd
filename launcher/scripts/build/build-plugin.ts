import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.ts';
import { bundleBrowser } from './bundle-browser.ts';
import type { BuildTarget, PluginBuildScript, PluginPackage } from './plugin-package.ts';
import { writePluginManifest } from './write-plugin-manifest.ts';

async function loadBuildScript(plugin: PluginPackage): Promise<PluginBuildScript> {
  const path = join(plugin.folder, 'scripts', 'build.ts');
  return existsSync(path) ? ((await import(pathToFileURL(path).href)) as PluginBuildScript) : {};
}

/**
 * Builds one plugin into `outFolder`, complete but unsigned: bundle, the files that its own build script adds, and a
 * plugin.json that lists them all. The folder appears at once or not at all.
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
  await bundle(join(plugin.folder, 'src', 'index.ts'), join(partial, 'index.js'), {
    external: [...(script.external ?? [])],
  });
  if (script.browser !== undefined) await bundleBrowser(plugin.folder, join(partial, 'ui'), script.browser);
  await script.buildPlugin?.(partial, target);
  const packageFile = join(partial, 'package.json');
  // Says that index.js is an ES module, which Node would otherwise find out by parsing it twice.
  if (!existsSync(packageFile)) await writeFile(packageFile, '{ "type": "module" }\n');
  await writePluginManifest(plugin, partial);
  await rm(outFolder, { recursive: true, force: true });
  await rename(partial, outFolder);
}
