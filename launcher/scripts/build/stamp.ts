import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderFingerprint } from '../../src/install/folder-fingerprint.ts';
import { buildFolder } from './workspace.ts';

const stampFile = (target: string) => join(buildFolder, 'stamps', target);

const stampText = (inputs: string, outputs: readonly string[]) =>
  [inputs, ...outputs.map((output) => folderFingerprint(output) ?? 'missing'), ''].join('\n');

/** True when the target's last build had the same inputs and nobody has touched what it made since. */
export function isFresh(target: string, inputs: string, outputs: readonly string[]): boolean {
  try {
    return readFileSync(stampFile(target), 'utf8') === stampText(inputs, outputs);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Records that the outputs were just made from `inputs`. */
export function writeStamp(target: string, inputs: string, outputs: readonly string[]): void {
  mkdirSync(dirname(stampFile(target)), { recursive: true });
  writeFileSync(stampFile(target), stampText(inputs, outputs));
}

/** Forgets the last build, so that one which fails half way is never taken for a finished one. */
export function dropStamp(target: string): void {
  rmSync(stampFile(target), { force: true });
}
