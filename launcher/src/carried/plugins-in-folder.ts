import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CarriedPlugin } from './carried-plugin.ts';
import { decodeCarriedPlugin } from './decode-carried-plugin.ts';

/** The plugins that `npm run build` left in a folder. */
export function pluginsInFolder(folder: string): readonly CarriedPlugin[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.endsWith('.partial'))
    .map(({ name }) => decodeCarriedPlugin(name, (path) => readFileSync(join(folder, name, path))));
}
