import { readFile } from 'node:fs/promises';
import { launcherErrors } from '../errors.ts';
import type { Environment } from './environment.ts';

/**
 * Reads a text file, or standard input for `-`.
 * @throws KORA_LAUNCHER_FILE_UNREADABLE
 */
export async function readText(path: string, environment: Pick<Environment, 'readStdin'>): Promise<string> {
  if (path === '-') return environment.readStdin();
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw launcherErrors.KORA_LAUNCHER_FILE_UNREADABLE({ path, reason: error.code ?? error.message }, error);
  });
}

/**
 * Reads a JSON file, or standard input for `-`. What it holds is judged by Studio.
 * @throws KORA_LAUNCHER_FILE_UNREADABLE, KORA_LAUNCHER_FILE_NOT_JSON
 */
export async function readJson(path: string, environment: Pick<Environment, 'readStdin'>): Promise<unknown> {
  return parseJson(path, await readText(path, environment));
}

/** Parses JSON of a file. A byte order mark, which editors on Windows write, is no mistake. */
export function parseJson(path: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\u{feff}/u, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw launcherErrors.KORA_LAUNCHER_FILE_NOT_JSON({ path: path === '-' ? 'standard input' : path, reason }, error);
  }
}
