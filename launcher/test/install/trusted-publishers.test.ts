import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { folderFingerprint } from '../../src/install/folder-fingerprint.ts';
import { loadOrCreateLocalKey } from '../../src/install/local-build-key.ts';
import { trustLocalKey, withTrustedKey } from '../../src/install/trusted-publishers.ts';

const key = { kid: 'abc', x: 'def', status: 'trusted', origin: 'local-build' } as const;

t.test('a key is added to every publisher that lacks it, and to nobody twice', async (t) => {
  const once = withTrustedKey({ version: '1.0', publishers: [{ publisher: 'a', keys: [] }] }, new Set(['a', 'b']), key);
  t.strictSame(once.publishers, [
    { publisher: 'a', keys: [key] },
    { publisher: 'b', keys: [key] },
  ]);
  t.equal(withTrustedKey(once, new Set(['a', 'b']), key), once);
});

t.test('a key that the user revoked stays revoked', async (t) => {
  const store = { version: '1.0', publishers: [{ publisher: 'a', keys: [{ ...key, status: 'revoked' }] }] } as const;
  t.equal(withTrustedKey(store, new Set(['a']), key), store);
});

t.test('the local key is made once, kept private, and trusted as a local build', async (t) => {
  const folder = t.testdir();
  const keyFile = join(folder, 'local-build-key.json');
  const first = await loadOrCreateLocalKey(keyFile);
  t.equal(first.isNew, true);
  t.strictSame(await loadOrCreateLocalKey(keyFile), { ...first, isNew: false });
  if (process.platform !== 'win32') t.equal(statSync(keyFile).mode & 0o777, 0o600);
  const trustFile = join(folder, 'trusted-publishers.json');
  await trustLocalKey(trustFile, new Set(['kora']), first.publicKey);
  const before = folderFingerprint(trustFile);
  const store = await trustLocalKey(trustFile, new Set(['kora']), first.publicKey);
  t.equal(folderFingerprint(trustFile), before, 'nothing is written when nothing is news');
  t.equal(store.publishers[0]?.keys[0]?.origin, 'local-build');
  t.notMatch(readFileSync(trustFile, 'utf8'), first.privateJwk.d, 'the private half stays where it is');
});

t.test('a damaged key file is an error that does not repeat it', async (t) => {
  const folder = t.testdir({ 'key.json': '{"kty":"OKP","d":"secret-part"}' });
  const error = await loadOrCreateLocalKey(join(folder, 'key.json')).catch((thrown: unknown) => thrown);
  t.match(error, { code: 'KORA_PLUGIN_SIGNING_KEY_INVALID' });
  t.notMatch(String(error), /secret-part/);
});
