import { readFile, writeFile } from 'node:fs/promises';
import { cliErrors } from './errors.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** Reads a file that the user named. @throws KORA_PLUGIN_CLI_FILE_INACCESSIBLE */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw cliErrors.KORA_PLUGIN_CLI_FILE_INACCESSIBLE({ path, reason: codeOf(error) }, error);
  }
}

/** Writes a file that must not exist yet. @throws KORA_PLUGIN_CLI_PATH_EXISTS */
export async function writeNew(path: string, content: string, mode: number): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx', mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw cliErrors.KORA_PLUGIN_CLI_PATH_EXISTS({ path }, error);
    throw cliErrors.KORA_PLUGIN_CLI_FILE_INACCESSIBLE({ path, reason: codeOf(error) }, error);
  }
}
