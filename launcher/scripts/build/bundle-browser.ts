import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { BrowserModules } from './plugin-package.ts';

/**
 * Bundles modules for browsers. What several of them use becomes a chunk of its own, so that a shared package exists once in
 * the page; what is imported on demand is loaded on demand.
 * @returns absolute paths of the files that they are made from.
 */
export async function bundleBrowser(
  folder: string,
  outdir: string,
  modules: BrowserModules,
): Promise<readonly string[]> {
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: folder,
    entryPoints: Object.entries(modules.entries).map(([out, entry]) => ({ out, in: entry })),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    conditions: ['kora-source'],
    external: [...(modules.external ?? [])],
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
    // Lit's accessors live on the prototype; fields defined by the standard's semantics would hide them.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  return Object.keys(metafile.inputs).map((file) => resolve(folder, file));
}
