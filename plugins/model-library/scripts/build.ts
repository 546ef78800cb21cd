import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** Stays out of the bundle, which is read for every list of models: it is five times as long as the rest, and only downloads need it. */
export const external: readonly string[] = ['undici'];

const COMMON = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  logLevel: 'error',
  metafile: true,
} as const satisfies BuildOptions;

/** Adds to a built plugin folder the program of the hashing thread, `hash-worker.js`, and what downloads need of undici. @returns what they were made from. */
export async function buildPlugin(outFolder: string): Promise<{ readonly inputs: readonly string[] }> {
  const worker = await build({
    ...COMMON,
    entryPoints: [path.join(import.meta.dirname, '../src/hashing/hash-worker.ts')],
    outfile: path.join(outFolder, 'hash-worker.js'),
    legalComments: 'none',
    conditions: ['kora-source'],
  });
  const folder = path.join(outFolder, 'node_modules', 'undici');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "name": "undici", "type": "module", "main": "index.js" }\n');
  const downloads = await build({
    ...COMMON,
    stdin: { contents: "export { Agent, ProxyAgent } from 'undici';", resolveDir: import.meta.dirname },
    outfile: path.join(folder, 'index.js'),
    legalComments: 'linked',
    // CommonJS packages inside the bundle ask for built-in modules with `require`.
    banner: {
      js: "import { createRequire as koraCreateRequire } from 'node:module'; const require = koraCreateRequire(import.meta.url);",
    },
  });
  const inputs = [worker, downloads].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return { inputs };
}
