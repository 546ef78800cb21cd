import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dataErrors } from './errors.ts';
import { errorCode } from './file-errors.ts';
import { PRIVATE_FILE, restrictMode } from './restrict-mode.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const TOKEN = /^[A-Za-z0-9_-]{43,128}$/;

/**
 * Reads the API token, or makes one of 256 random bits in base64url. The file is of mode 0600 afterwards, whatever it was.
 * Call it while holding the data root, so that two processes cannot each make their own.
 * @throws KORA_TOKEN_INVALID when the file holds something else, which never appears in the message.
 */
export async function loadOrCreateToken(path: string): Promise<string> {
  const written = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (written === null) {
    const token = randomBytes(32).toString('base64url');
    await writeFileAtomically(path, `${token}\n`, PRIVATE_FILE);
    return token;
  }
  const token = written.trim();
  if (!TOKEN.test(token)) throw dataErrors.KORA_TOKEN_INVALID({ path });
  await restrictMode(path, PRIVATE_FILE);
  return token;
}
