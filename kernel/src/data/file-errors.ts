/** The `code` of a file system error, such as ENOENT; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'your user may not write there',
  EPERM: 'your user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file is in the place of a folder',
  EISDIR: 'a folder is in the place of a file',
  ERR_FS_EISDIR: 'a folder is in the place of a file',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports a fault',
};

/** Says in words for a person what a file system error means. Never holds file contents. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  const words = code === undefined ? undefined : REASONS[code];
  if (words !== undefined) return `${words} (${code})`;
  return code ?? (error instanceof Error ? error.name : 'unknown reason');
}
