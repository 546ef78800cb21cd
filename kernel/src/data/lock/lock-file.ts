import { readFile } from 'node:fs/promises';
import { decode, integer, strict, text, timestampCodec } from '@kora/contracts';
import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { errorCode } from '../file-errors.ts';
import { parseJson } from '../parse-json.ts';

const lockFileCodec = strict('LockFile', {
  pid: integer('ProcessId', 1),
  /** The port of the local API on 127.0.0.1; null until it listens. */
  port: t.union([integer('Port', 1, 65_535), t.null]),
  /** See `processIdentity`; null where the platform does not tell. */
  started: t.union([text('ProcessIdentity', 128), t.null]),
  opened_at: timestampCodec,
});

/** What `studio.lock` says: for people, for `kora` commands, and for the second start that opens the first one's window. */
export type LockFile = t.TypeOf<typeof lockFileCodec>;

/** @returns null when there is none, or when it is damaged: the file informs, the mutex decides. */
export async function readLockFile(path: string): Promise<LockFile | null> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return null;
  const parsed = parseJson(content);
  if (!isRight(parsed)) return null;
  const decoded = decode(lockFileCodec, parsed.right);
  return isRight(decoded) ? decoded.right : null;
}
