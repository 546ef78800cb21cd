import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { type LinkedWork, linkedWorks } from './linked-works.ts';
import { bundleNodeLlamaCpp, nodeLlamaCppFolder } from './node-llama-cpp-files.ts';

/** A platform of Node, as `process.platform` and `process.arch` name it. */
export interface BuildTarget {
  readonly platform: string;
  readonly arch: string;
}

const OS_NAMES: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' };

/** Folder of the CPU binaries of a platform (on Apple silicon: of the Metal ones), as npm installed them. */
function binariesOf({ platform, arch }: BuildTarget): string {
  const system = `${OS_NAMES[platform] ?? platform}-${arch === 'arm' ? 'armv7l' : arch}`;
  const name = system === 'mac-arm64' ? 'mac-arm64-metal' : system;
  return path.join(nodeLlamaCppFolder, '..', '@node-llama-cpp', name, 'bins', name);
}

/**
 * Adds to a built plugin folder what its child process needs: `llama/llama-child.js` with node-llama-cpp inside,
 * and `llama/bins/<platform>/` with the native libraries. The folder then works alone, wherever it lies. node-llama-cpp
 * looks for local builds in `../llama` of the file it is in, which is why the bundle lies one level down.
 * @returns whose work these files are.
 * @throws when the binaries of the target are not installed; its package then has to be added to the root first.
 */
export async function buildPlugin(
  outFolder: string,
  target: BuildTarget = { platform: process.platform, arch: process.arch },
): Promise<{ readonly inputs: readonly string[]; readonly notices: readonly LinkedWork[] }> {
  const folder = path.join(outFolder, 'llama');
  const { metafile } = await build({
    metafile: true,
    entryPoints: [path.join(import.meta.dirname, '../src/embedded/child/llama-child.ts')],
    outfile: path.join(folder, 'llama-child.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    conditions: ['kora-source'],
    external: ['electron', '@reflink/reflink'],
    // CommonJS packages inside the bundle ask for built-in modules with `require`.
    banner: {
      js: "import { createRequire as koraCreateRequire } from 'node:module'; const require = koraCreateRequire(import.meta.url);",
    },
    plugins: [bundleNodeLlamaCpp('bins')],
    logLevel: 'error',
  });
  const source = binariesOf(target);
  const names = await readdir(source).catch((cause: unknown) => {
    throw new Error(`connector-llamacpp: no llama.cpp binaries at ${source}; install their package and build again`, {
      cause,
    });
  });
  const binaries = path.join(folder, 'bins', path.basename(source));
  for (const name of names) await cp(path.join(source, name), path.join(binaries, name));
  return { inputs: [...Object.keys(metafile.inputs), path.join(source, 'binary')], notices: await linkedWorks() };
}
