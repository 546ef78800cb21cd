import { join } from 'node:path';

/** Absolute path of the checkout. */
export const workspaceRoot = join(import.meta.dirname, '..', '..', '..');

/** Absolute path of a file of the checkout. */
export function inWorkspace(...segments: readonly string[]): string {
  return join(workspaceRoot, ...segments);
}

/** Where everything that the build makes goes; git ignores it. */
export const buildFolder = inWorkspace('build');
