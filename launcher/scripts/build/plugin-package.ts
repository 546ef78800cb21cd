import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from './licences/notice.ts';
import { inWorkspace } from './workspace.ts';

/** A first-party plugin of the checkout. */
export interface PluginPackage {
  readonly id: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly version: string;
  readonly publisher: string;
}

/** A platform of Node, as `process.platform` and `process.arch` name it. */
export interface BuildTarget {
  readonly platform: string;
  readonly arch: string;
}

/** Modules of a plugin's panels. They become files of its folder `ui/`, which is the one that browsers see. */
export interface BrowserModules {
  /** By the name of the file to be, without `.js`: a source file relative to the plugin's folder, or a package to share. */
  readonly entries: Readonly<Record<string, string>>;
  /** What the page's import map gives; `*` stands for any text. */
  readonly external?: readonly string[];
}

/** Whose work the files are that a plugin's own build script has written. */
export interface PluginSources {
  /** Files that they were made from or copied from, as esbuild's metafile names them. */
  readonly inputs: readonly string[];
  /** Works among them that are no npm packages, such as what a native library is linked from. */
  readonly notices?: readonly Notice[];
}

/** What a plugin's own `scripts/build.ts` may export, when a bundle of `src/index.ts` is not all that it needs. */
export interface PluginBuildScript {
  /** Packages that stay imports in the bundle, because `buildPlugin` puts them beside it. */
  readonly external?: readonly string[];
  readonly browser?: BrowserModules;
  /** Writes further files into the folder that becomes the plugin, such as native libraries of the target. */
  buildPlugin?(outFolder: string, target: BuildTarget): Promise<PluginSources | undefined>;
}

/** Finds every folder of plugins/ that has a manifest.json; none is named anywhere. */
export function discoverPlugins(pluginsFolder: string = inWorkspace('plugins')): readonly PluginPackage[] {
  return readdirSync(pluginsFolder)
    .sort()
    .map((id) => ({ id, folder: join(pluginsFolder, id) }))
    .filter(({ folder }) => existsSync(join(folder, 'manifest.json')))
    .map(({ id, folder }) => ({
      id,
      folder,
      version: textField(join(folder, 'package.json'), 'version'),
      publisher: textField(join(folder, 'manifest.json'), 'publisher'),
    }));
}

function textField(file: string, field: string): string {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const value =
    typeof parsed === 'object' && parsed !== null ? Object.entries(parsed).find(([key]) => key === field) : null;
  if (typeof value?.[1] !== 'string') throw new Error(`${file} has no text in its field ${field}`);
  return value[1];
}
