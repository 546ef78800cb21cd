import { readFile } from 'node:fs/promises';
import { decode, integer, pattern, strict } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import * as t from 'io-ts';
import type { KeptSessions, SessionMemory } from '../http/authentication/session-memory.ts';
import { errorCode } from './file-errors.ts';
import { parseJson } from './parse-json.ts';
import { PRIVATE_FILE } from './restrict-mode.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const digest = pattern('Digest', /^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal');
const keptCodec = strict('KeptSessions', {
  token_digest: digest,
  sessions: t.readonlyArray(strict('KeptSecret', { digest, expires: integer('Expires', 0) })),
});

/** What the file holds; null when there is none, or nothing of use: then people need a link, and no harm is done. */
async function read(path: string, log: Logger): Promise<KeptSessions | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = parseJson(text);
  const decoded = parsed._tag === 'Left' ? parsed : decode(keptCodec, parsed.right);
  if (decoded._tag === 'Right') return decoded.right;
  log.warn('the kept sessions cannot be read and are given up', { path });
  return null;
}

/** Keeps browser sessions in a file of mode 0600: digests and times, so that whoever reads it can open nothing. */
export async function openSessionFile(path: string, log: Logger): Promise<SessionMemory> {
  const before = await read(path, log);
  let next: KeptSessions | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    const kept = next;
    if (kept === null) return;
    next = null;
    try {
      await writeFileAtomically(path, `${JSON.stringify(kept)}\n`, PRIVATE_FILE);
    } catch (error) {
      log.warn('sessions are not kept; a restart will ask for a new link', { reason: errorCode(error) ?? 'unknown' });
    }
  };
  return {
    before,
    keep(sessions) {
      next = sessions;
      writing = writing.then(write);
    },
    close: () => writing,
  };
}
