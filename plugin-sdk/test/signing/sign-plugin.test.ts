import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createSigningKey,
  decodePrivateJwk,
  decodePublicKey,
  publicKeyOf,
  sha256OfBytes,
  signPlugin,
  writeManifest,
} from '@kora/plugin-sdk/signing';
import { calculateJwkThumbprint, flattenedVerify, importJWK } from 'jose';
import t from 'tap';
import { MANIFEST, signSample, writeSample } from './sample-plugin.ts';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

t.test('a key is named by its RFC 7638 thumbprint, and every one is new', async (t) => {
  const { privateJwk, publicKey } = await createSigningKey();
  t.equal(publicKey.kid, await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x: privateJwk.x }));
  t.same(await publicKeyOf(privateJwk), publicKey);
  t.not((await createSigningKey()).publicKey.x, publicKey.x);
});

t.test('the thumbprint of the key of RFC 8037, appendix A, is the one printed there', async (t) => {
  const { kid } = await publicKeyOf({ x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' });
  t.equal(kid, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

t.test('keys survive being written down, and a bad one is refused without being repeated', async (t) => {
  const { privateJwk, publicKey } = await createSigningKey();
  t.match(decodePrivateJwk(bytes(privateJwk)), { _tag: 'Right', right: privateJwk });
  t.match(decodePublicKey(bytes(publicKey)), { _tag: 'Right', right: publicKey });
  const bad = decodePrivateJwk(bytes({ ...privateJwk, crv: 'X25519' }));
  if (bad._tag === 'Right') return t.fail('it was decoded');
  t.equal(bad.left.code, 'KORA_PLUGIN_SIGNING_KEY_INVALID');
  t.match(bad.left.message, '/crv');
  t.notMatch(JSON.stringify(bad.left.toBody()), privateJwk.d);
  t.match(decodePrivateJwk(bytes('x')), { left: { code: 'KORA_PLUGIN_SIGNING_KEY_INVALID' } });
  t.match(decodePublicKey(new Uint8Array([0xff])), { left: { code: 'KORA_PLUGIN_SIGNING_KEY_INVALID' } });
});

t.test('the manifest lists every other file, and what else was in the folder before', async (t) => {
  const folder = await writeSample(t.testdir());
  const manifest = await writeManifest(folder, MANIFEST);
  t.same(Object.keys(manifest.files), ['data/empty.txt', 'data/table.csv', 'main.js']);
  t.equal(manifest.files['main.js'], sha256OfBytes(await readFile(join(folder, 'main.js'))));
  t.same(await writeManifest(folder, manifest), manifest, 'writing it again changes nothing');
});

t.test('any JWS library can check the signature', async (t) => {
  const { folder, key } = await signSample(t.testdir());
  const payload = (await readFile(join(folder, 'plugin.json'))).toString('base64url');
  const jws = JSON.parse(await readFile(join(folder, 'plugin.sig.json'), 'utf8'));
  const { x } = key.publicKey;
  const verified = await flattenedVerify(
    { ...jws, payload },
    await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA'),
  );
  t.same(verified.protectedHeader, { alg: 'EdDSA', kid: key.publicKey.kid });
});

t.test('nobody can sign what nobody could load', async (t) => {
  const folder = await writeSample(t.testdir());
  const { privateJwk } = await createSigningKey();
  const invalid = { code: 'KORA_PLUGIN_MANIFEST_INVALID', details: { plugin_id: MANIFEST.id } };
  await t.rejects(writeManifest(folder, { ...MANIFEST, id: 'Not An Id' }), invalid);
  await t.rejects(writeManifest(folder, { ...MANIFEST, entry: 'missing.js' }), invalid);
  await writeFile(join(folder, 'plugin.json'), '{}');
  await t.rejects(signPlugin(folder, privateJwk), invalid);
  await symlink('main.js', join(folder, 'link.js'));
  await t.rejects(writeManifest(folder, MANIFEST), {
    code: 'KORA_PLUGIN_FILE_IRREGULAR',
    details: { plugin_id: MANIFEST.id, path: 'link.js', reason: 'link' },
  });
});
