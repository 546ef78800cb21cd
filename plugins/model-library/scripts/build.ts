import path from 'node:path';
import { build } from 'esbuild';

/** Adds to a built plugin folder the program of the hashing thread, `hash-worker.js`. */
export async function buildPlugin(outFolder: string): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, '../src/hashing/hash-worker.ts')],
    outfile: path.join(outFolder, 'hash-worker.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    legalComments: 'none',
    conditions: ['kora-source'],
    logLevel: 'error',
  });
}
