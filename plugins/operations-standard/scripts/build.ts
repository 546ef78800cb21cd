import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { descriptors } from '../src/descriptors.ts';

/**
 * Writes two files into `outFolder`: `operations.js`, all operations as one classic script for a bare realm, whose completion
 * value is the object of functions; and `operations.json`, their descriptors. The launcher's build calls it after it has
 * bundled src/index.ts.
 * @returns what the script was made from.
 * @throws when a source does not bundle.
 */
export async function buildPlugin(outFolder: string): Promise<{ readonly inputs: readonly string[] }> {
  const { metafile } = await build({
    metafile: true,
    entryPoints: [fileURLToPath(new URL('../src/script.ts', import.meta.url))],
    outfile: join(outFolder, 'operations.js'),
    bundle: true,
    // A bare realm has no URL; JSON Schema validation resolves references inside a schema with one.
    inject: [fileURLToPath(new URL('../src/realm/url.ts', import.meta.url))],
    format: 'iife',
    globalName: 'koraOperationsStandard',
    // The value of an iife's declaration is nothing, so the last statement says what the script is for.
    footer: { js: 'koraOperationsStandard.functions;' },
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['kora-source'],
    // papaparse asks for it only to read streams, which nothing here does.
    external: ['stream'],
    // Temporal and Uint8Array.fromBase64 are younger than every named year; the runtime is pinned and has them.
    target: 'esnext',
    minify: true,
    legalComments: 'eof',
    logLevel: 'warning',
  });
  await writeFile(join(outFolder, 'operations.json'), `${JSON.stringify(descriptors)}\n`);
  return { inputs: Object.keys(metafile.inputs) };
}
