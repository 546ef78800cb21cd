import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

function* entriesOf(folder: string, prefix: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const stats = lstatSync(join(folder, name), { bigint: true });
    if (stats.isDirectory()) yield* entriesOf(join(folder, name), path);
    else yield describe(path, stats);
  }
}

const describe = (path: string, stats: BigIntStats) =>
  `${path}\0${stats.mode}\0${stats.size}\0${stats.mtimeNs}\0${stats.ctimeNs}\n`;

/**
 * Names the state of a file, or of all the files below a folder, without reading one: names, modes, sizes, change times.
 * The same fingerprint means that nobody has written there; another one means only that it must be looked at. It is
 * what makes a start fast, and no proof: the kernel checks every hash before it loads code.
 * @returns null when nothing is there.
 */
export function folderFingerprint(path: string): string | null {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return null;
  const hash = createHash('sha256');
  if (!stats.isDirectory()) return hash.update(describe('', stats)).digest('hex');
  for (const entry of entriesOf(path, '')) hash.update(entry);
  return hash.digest('hex');
}
