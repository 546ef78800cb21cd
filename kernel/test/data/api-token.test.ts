import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { loadOrCreateToken } from '../../src/data/index.ts';

t.test('a token is made once, of 256 bits, for the user alone', async (t) => {
  const path = join(t.testdir(), 'api-token');
  const token = await loadOrCreateToken(path);
  t.equal(Buffer.from(token, 'base64url').length, 32);
  t.equal(Buffer.from(token, 'base64url').toString('base64url'), token);
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.equal(await loadOrCreateToken(path), token);
  t.not(await loadOrCreateToken(join(t.testdirName, 'other')), token);
});

t.test('a token file that others could read is tightened', async (t) => {
  const path = join(t.testdir(), 'api-token');
  writeFileSync(path, `${'a'.repeat(43)}\r\n`, { mode: 0o644 });
  t.equal(await loadOrCreateToken(path), 'a'.repeat(43));
  t.equal(statSync(path).mode & 0o777, 0o600);
});

t.test('a damaged token file is refused without showing it, and is left as it is', async (t) => {
  const path = join(t.testdir(), 'api-token');
  for (const content of ['', 'short-secret', `${'a'.repeat(43)}\nsecond`, 'ä'.repeat(50), 'x'.repeat(200)]) {
    writeFileSync(path, content);
    const error = await loadOrCreateToken(path).catch((thrown: Error) => thrown);
    t.match(error, { code: 'KORA_TOKEN_INVALID', message: /Delete the file/ });
    if (content !== '') t.notOk(JSON.stringify(error).includes(content));
    t.equal(readFileSync(path, 'utf8'), content);
  }
});
