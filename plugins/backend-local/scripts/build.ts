import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const source = (file: string) => path.join(import.meta.dirname, '../src', file);
/** Piscina's own worker program, which no import names: Piscina starts it by its place beside itself. */
const piscinaWorker = path.join(path.dirname(createRequire(import.meta.url).resolve('piscina')), 'worker.js');

/**
 * Adds to a built plugin folder the program of its child process, in `pool/`: `host.js` with Piscina inside, `worker.js`,
 * which Piscina starts as a thread and looks for beside the file that it is in, and `realm.js`, which that thread loads. The
 * folder works alone, wherever it lies.
 * @returns what these files were made from.
 */
export async function buildPlugin(outFolder: string): Promise<{ readonly inputs: readonly string[] }> {
  const folder = path.join(outFolder, 'pool');
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    metafile: true,
    entryPoints: { host: source('pool/host.ts'), worker: piscinaWorker, realm: source('realm/worker.ts') },
    outdir: folder,
    bundle: true,
    platform: 'node',
    // Piscina finds its worker by __dirname, which only CommonJS has.
    format: 'cjs',
    target: 'node26',
    // Names and syntax stay: the realm evaluates the source text of some functions.
    minifyWhitespace: true,
    legalComments: 'none',
    conditions: ['kora-source'],
    // Sets the priority of threads, which is not used, and is optional.
    external: ['@napi-rs/nice'],
    logLevel: 'error',
  });
  // The plugin's own package.json says that its entry is an ES module; these files are not.
  await writeFile(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return { inputs: Object.keys(metafile.inputs) };
}
