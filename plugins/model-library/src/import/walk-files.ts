import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '../files/file-error-code.ts';

/** Names that are looked at below one folder. Model stores are small; a folder that is not one must not hold Studio up. */
export const MOST_NAMES = 20_000;

/**
 * Every file at exactly `depth` folders below `root` or less, as path segments. Links to folders are not followed; what cannot
 * be opened is passed over.
 */
export async function* walkFiles(root: string, depth: number): AsyncGenerator<readonly string[]> {
  let seen = 0;
  const pending: (readonly string[])[] = [[]];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const folder = await opendir(join(root, ...next)).catch(unreadable);
    if (folder === null) continue;
    for await (const entry of folder) {
      if (++seen > MOST_NAMES) return;
      const segments = [...next, entry.name];
      if (entry.isDirectory() && next.length < depth) pending.push(segments);
      else if (entry.isFile() || entry.isSymbolicLink()) yield segments;
    }
  }
}

function unreadable(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) return null;
  return nullIfMissing(error);
}
