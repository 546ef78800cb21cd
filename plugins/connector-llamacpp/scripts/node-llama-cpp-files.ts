import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** Folder of the installed node-llama-cpp. */
export const nodeLlamaCppFolder = path.resolve(path.dirname(require.resolve('node-llama-cpp')), '..');

function readText(...segments: string[]): string {
  return readFileSync(path.join(nodeLlamaCppFolder, ...segments), 'utf8');
}

/**
 * Lets esbuild put node-llama-cpp into one file. The package finds four things relative to its own modules:
 * - its version and its llama.cpp release, in JSON files: become constants;
 * - the binaries, in the package of the platform: `binsFolder` next to the bundle;
 * - a module that it forks to try a binary before it loads it: our child process is that trial already, a crash of it
 *   harms nobody, so there is nothing to try.
 */
export function bundleNodeLlamaCpp(binsFolder: string): Plugin {
  const version: string = JSON.parse(readText('package.json')).version;
  const release: string = JSON.parse(readText('llama', 'binariesGithubRelease.json')).release;
  const replacements = new Map([
    ['dist/utils/getModuleVersion.js', `export const getModuleVersion = async () => ${JSON.stringify(version)};`],
    [
      'dist/bindings/utils/binariesGithubRelease.js',
      `export const builtinLlamaCppRelease = ${JSON.stringify(release)};
       export const defaultLlamaCppRelease = builtinLlamaCppRelease;
       export const getBinariesGithubRelease = async () => builtinLlamaCppRelease;
       export const setBinariesGithubRelease = async () => undefined;`,
    ],
    ['dist/bindings/utils/testBindingBinary.js', 'export const testBindingBinary = async () => true;'],
  ]);
  const binaries = `export const getBinsDir = () => ({
    binsDir: import.meta.dirname + ${JSON.stringify(`/${binsFolder}`)}, packageVersion: ${JSON.stringify(version)} });`;
  return {
    name: 'node-llama-cpp',
    setup(build) {
      build.onResolve({ filter: /^@node-llama-cpp\// }, () => ({ path: 'binaries', namespace: 'llama-binaries' }));
      build.onLoad({ filter: /.*/, namespace: 'llama-binaries' }, () => ({ contents: binaries, loader: 'js' }));
      build.onLoad({ filter: /node-llama-cpp[\\/]dist[\\/].*\.js$/ }, ({ path: file }) => {
        const contents = replacements.get(path.relative(nodeLlamaCppFolder, file).replaceAll('\\', '/'));
        return contents === undefined ? undefined : { contents, loader: 'js' };
      });
    },
  };
}
