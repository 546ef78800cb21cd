import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { reasonOf } from '../data/file-errors.ts';
import { logErrors } from './errors.ts';

const NAME = 'studio';
const MAX_BYTES = '10M';
/** Rotated files that are kept beside the one in use. */
const KEPT = 5;

/** The current log file of a folder. */
export function logFilePath(folder: string): string {
  return join(folder, `${NAME}.log`);
}

/**
 * Opens `studio.log`, which becomes `studio.1.log` at 10 MB, and so on up to `studio.5.log`; older lines are dropped.
 * @param size for tests, such as "1K".
 * @throws KORA_LOGS_UNWRITABLE, at once and not with the first line.
 */
export function openLogFile(folder: string, size: string = MAX_BYTES): RotatingFileStream {
  const path = logFilePath(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw logErrors.KORA_LOGS_UNWRITABLE({ path, reason: reasonOf(error) }, error);
  }
  return createStream((index) => (index ? `${NAME}.${String(index)}.log` : `${NAME}.log`), {
    path: folder,
    size,
    rotate: KEPT,
    mode: 0o600,
  });
}
