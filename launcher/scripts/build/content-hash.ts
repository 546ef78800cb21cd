import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that never change what a build makes. */
const IGNORED = new Set(['node_modules', 'dist', 'build', 'test']);

function* filesBelow(path: string): Generator<string> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path).sort()) {
    if (!IGNORED.has(entry) && !entry.startsWith('.') && !entry.endsWith('.md')) yield* filesBelow(join(path, entry));
  }
}

/**
 * One SHA-256 over the names and contents of files and of everything below folders. A path that does not exist counts
 * as empty, so that its later appearance changes the hash.
 */
export function contentHash(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(path)) {
      const content = readFileSync(file);
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
