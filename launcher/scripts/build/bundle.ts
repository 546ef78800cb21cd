import { resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** CommonJS packages inside an ES module bundle still call `require` for built-ins. */
const requireBanner =
  "import { createRequire as koraCreateRequire } from 'node:module';\nconst require = koraCreateRequire(import.meta.url);";

/**
 * Bundles one entry file into one readable ES module for Node 26. Nothing is minified, because people read what they run.
 * Names are not kept by force: that would wrap every function that is made at run time.
 * @returns absolute paths of the files that it is made from.
 */
export async function bundle(entry: string, outfile: string, options: BuildOptions = {}): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    conditions: ['kora-source'],
    legalComments: 'linked',
    logLevel: 'warning',
    banner: { js: requireBanner },
    // They know their own place, too, and it is now that of the bundle.
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    ...options,
    metafile: true,
  });
  return Object.keys(metafile.inputs).map((file) => resolve(file));
}
