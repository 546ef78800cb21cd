import { conversationErrors } from '../errors.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that are faults of the disk and not of a statement. */
const REASONS: Readonly<Record<number, string>> = {
  8: 'its files are read-only',
  10: 'the disk reports a fault',
  13: 'the disk is full',
};

/** A fault of the disk in words for a person; whatever else was thrown, as it is. */
export function storageFault(error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : Number.NaN;
  const reason = REASONS[code];
  return reason === undefined ? error : conversationErrors.KORA_CHAT_NOT_KEPT({ reason }, error);
}
