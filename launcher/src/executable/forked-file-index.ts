import { extname, isAbsolute } from 'node:path';

const SCRIPT = new Set(['.js', '.mjs', '.cjs']);

/** What this process was started as; a part of `process`. */
export interface StartedAs {
  readonly argv: readonly string[];
  /** Present when `child_process.fork` made this process. */
  readonly channel?: unknown;
}

/**
 * `child_process.fork(file)` inside the single executable starts the executable itself with that file as an argument.
 * Plugins and the libraries inside them expect plain Node there.
 * @returns the index in `argv` of the script that this process was forked to run, or null when it is a normal start.
 */
export function forkedFileIndex(process: StartedAs): number | null {
  if (process.channel === undefined || process.channel === null) return null;
  // Flags for Node come first; they mean nothing to an executable that has already started.
  const index = process.argv.findIndex((argument, at) => at >= 2 && !argument.startsWith('-'));
  const file = process.argv[index];
  return file !== undefined && isAbsolute(file) && SCRIPT.has(extname(file)) ? index : null;
}
