/** The code of a file system error, such as ENOENT; undefined for every other value. */
export function fileErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** For `catch`: null when there is no such file or folder, every other error again. */
export function nullIfMissing(error: unknown): null {
  const code = fileErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
