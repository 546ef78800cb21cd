import { fileErrorCode } from '../../files/file-error-code.ts';
import { downloadErrors } from '../errors.ts';

/** A full disk, a quota, and a file that may not grow further. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A file system error as a coded one. */
export function diskError(error: unknown, path: string, folder: string): Error {
  const code = fileErrorCode(error) ?? 'unknown';
  return FULL.has(code)
    ? downloadErrors.KORA_DOWNLOAD_NO_SPACE({ folder, needed_bytes: null, free_bytes: null }, error)
    : downloadErrors.KORA_DOWNLOAD_DISK({ path, reason: code }, error);
}
