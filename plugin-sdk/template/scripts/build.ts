import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { values } = parseArgs({
  options: {
    // The folder must be called like the plugin.
    out: { type: 'string', default: here('build/hello-word-count') },
    conditions: { type: 'string', multiple: true, default: [] },
  },
});

await rm(values.out, { recursive: true, force: true });
await build({
  entryPoints: [here('src/plugin.ts')],
  outfile: `${values.out}/plugin.js`,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  conditions: values.conditions,
});
await copyFile(here('src/word-count.js'), `${values.out}/word-count.js`);
await copyFile(here('manifest.json'), `${values.out}/plugin.json`);
