import type { TrustStore } from '@kora/contracts';
import {
  createSigningKey,
  encodeSignature,
  gatherEvidence,
  type PluginEvidence,
  publicKeyOf,
  signPlugin,
  type VerificationPolicy,
  verifyPlugin,
} from '@kora/plugin-sdk/signing';
import { FlattenedSign, importJWK } from 'jose';
import t from 'tap';
import { MANIFEST, POLICY, signSample, trusting } from './sample-plugin.ts';

const { folder, key } = await signSample(t.testdir());
const evidence = await gatherEvidence(folder);
const trust = trusting(key.publicKey);
const zeros = '0'.repeat(64);
const bytes = (text: string) => new TextEncoder().encode(text);

interface Vector {
  readonly because: string;
  readonly code: string;
  readonly kind: 'tampered' | 'not_allowed';
  readonly path?: string;
  readonly evidence?: Partial<PluginEvidence>;
  readonly trust?: TrustStore;
  readonly policy?: Partial<VerificationPolicy>;
}

/** The signature over the same manifest with another header. */
async function signedWithHeader(header: { alg: string; kid?: string; [name: string]: unknown }) {
  const jws = await new FlattenedSign(evidence.manifestBytes ?? bytes(''))
    .setProtectedHeader(header)
    .sign(await importJWK({ ...key.privateJwk }, 'EdDSA'));
  return encodeSignature({ protected: jws.protected ?? '', signature: jws.signature });
}

/** Evidence of the sample plugin with another manifest, properly signed. */
async function resigned(parent: string, changes: Parameters<typeof signSample>[1]): Promise<PluginEvidence> {
  const other = await signSample(parent, changes);
  await signPlugin(other.folder, key.privateJwk);
  return gatherEvidence(other.folder);
}

const manifestText = new TextDecoder().decode(evidence.manifestBytes ?? bytes(''));
const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
const kid = key.publicKey.kid;
const revoked: TrustStore = {
  version: '1.0',
  publishers: [
    ...trust.publishers,
    { publisher: 'other', keys: [{ ...key.publicKey, status: 'revoked', origin: 'user' }] },
  ],
};
const short = { kid: (await publicKeyOf({ x: 'AAAA' })).kid, x: 'AAAA' };
const misnamed = trusting({ kid, x: (await createSigningKey()).publicKey.x });
const without = (path: string) => new Map([...evidence.files].filter(([name]) => name !== path));

const vectors: readonly Vector[] = [
  {
    because: 'plugin.json is missing',
    code: 'KORA_PLUGIN_MANIFEST_INVALID',
    kind: 'tampered',
    evidence: { manifestBytes: null },
  },
  {
    because: 'plugin.json is no JSON',
    code: 'KORA_PLUGIN_MANIFEST_INVALID',
    kind: 'tampered',
    evidence: { manifestBytes: bytes('{') },
  },
  {
    because: 'plugin.json has an unknown field',
    code: 'KORA_PLUGIN_MANIFEST_INVALID',
    kind: 'tampered',
    evidence: { manifestBytes: bytes(manifestText.replace('{', '{"extra":1,')) },
  },
  {
    because: 'the entry is no listed file',
    code: 'KORA_PLUGIN_MANIFEST_INVALID',
    kind: 'tampered',
    evidence: { manifestBytes: bytes(manifestText.replace('"entry": "main.js"', '"entry": "other.js"')) },
  },
  {
    because: 'the folder has another name',
    code: 'KORA_PLUGIN_ID_MISMATCH',
    kind: 'tampered',
    evidence: { folder_id: 'connector-ollama' },
  },
  {
    because: 'plugin.sig.json is missing',
    code: 'KORA_PLUGIN_SIGNATURE_MISSING',
    kind: 'tampered',
    evidence: { signatureBytes: null },
  },
  {
    because: 'plugin.sig.json is no signature',
    code: 'KORA_PLUGIN_SIGNATURE_INVALID',
    kind: 'tampered',
    evidence: { signatureBytes: bytes('{}') },
  },
  {
    because: 'the header is no JSON',
    code: 'KORA_PLUGIN_SIGNATURE_INVALID',
    kind: 'tampered',
    evidence: { signatureBytes: encodeSignature({ protected: 'AAAA', signature: 'AAAA' }) },
  },
  {
    because: 'the header holds more than alg and kid',
    code: 'KORA_PLUGIN_SIGNATURE_INVALID',
    kind: 'tampered',
    evidence: { signatureBytes: await signedWithHeader({ alg: 'EdDSA', kid, jwk: 1 }) },
  },
  {
    because: 'the header has no kid',
    code: 'KORA_PLUGIN_SIGNATURE_INVALID',
    kind: 'tampered',
    evidence: { signatureBytes: await signedWithHeader({ alg: 'EdDSA' }) },
  },
  {
    because: 'the algorithm is none',
    code: 'KORA_PLUGIN_ALGORITHM_UNSUPPORTED',
    kind: 'tampered',
    evidence: { signatureBytes: encodeSignature({ protected: header({ alg: 'none', kid }), signature: 'AAAA' }) },
  },
  {
    because: 'the algorithm is HS256',
    code: 'KORA_PLUGIN_ALGORITHM_UNSUPPORTED',
    kind: 'tampered',
    evidence: { signatureBytes: encodeSignature({ protected: header({ alg: 'HS256', kid }), signature: 'AAAA' }) },
  },
  {
    because: 'the signature is of something else',
    code: 'KORA_PLUGIN_SIGNATURE_INVALID',
    kind: 'tampered',
    evidence: { manifestBytes: bytes(`${manifestText} `) },
  },
  {
    because: 'nobody trusts the key',
    code: 'KORA_PLUGIN_KEY_UNKNOWN',
    kind: 'not_allowed',
    trust: { version: '1.0', publishers: [] },
  },
  {
    because: 'the trust store calls another key by that name',
    code: 'KORA_PLUGIN_KEY_UNKNOWN',
    kind: 'not_allowed',
    trust: misnamed,
  },
  {
    because: 'the trust store holds a key of three bytes',
    code: 'KORA_PLUGIN_KEY_UNKNOWN',
    kind: 'not_allowed',
    trust: trusting(short),
    evidence: { signatureBytes: await signedWithHeader({ alg: 'EdDSA', kid: short.kid }) },
  },
  {
    because: 'the key is revoked, if only under one publisher',
    code: 'KORA_PLUGIN_KEY_REVOKED',
    kind: 'not_allowed',
    trust: revoked,
  },
  {
    because: 'the key is of another publisher',
    code: 'KORA_PLUGIN_PUBLISHER_MISMATCH',
    kind: 'not_allowed',
    trust: trusting(key.publicKey, 'other'),
  },
  {
    because: 'only first-party plugins may run',
    code: 'KORA_PLUGIN_PUBLISHER_NOT_ALLOWED',
    kind: 'not_allowed',
    policy: { allowedPublishers: ['kora'] },
  },
  {
    because: 'a file has another hash',
    code: 'KORA_PLUGIN_FILE_CHANGED',
    kind: 'tampered',
    path: 'main.js',
    evidence: { files: new Map([...evidence.files, ['main.js', zeros]]) },
  },
  {
    because: 'a file is missing',
    code: 'KORA_PLUGIN_FILE_MISSING',
    kind: 'tampered',
    path: 'data/table.csv',
    evidence: { files: without('data/table.csv') },
  },
  {
    because: 'a file is not listed',
    code: 'KORA_PLUGIN_FILE_UNLISTED',
    kind: 'tampered',
    path: 'extra.js',
    evidence: { files: new Map([...evidence.files, ['extra.js', zeros]]) },
  },
  {
    because: 'an unlisted file is called __proto__',
    code: 'KORA_PLUGIN_FILE_UNLISTED',
    kind: 'tampered',
    path: '__proto__',
    evidence: { files: new Map([...evidence.files, ['__proto__', zeros]]) },
  },
  {
    because: 'the folder holds a link',
    code: 'KORA_PLUGIN_FILE_IRREGULAR',
    kind: 'tampered',
    path: 'link',
    evidence: { irregular: [{ path: 'link', reason: 'link' }] },
  },
  {
    because: 'Studio has other contracts',
    code: 'KORA_PLUGIN_CONTRACT_UNSUPPORTED',
    kind: 'not_allowed',
    policy: { contractVersion: '2.0.0' },
  },
  {
    because: 'the contract range is none',
    code: 'KORA_PLUGIN_CONTRACT_UNSUPPORTED',
    kind: 'not_allowed',
    evidence: await resigned(t.testdir({}), { contract: 'any' }),
  },
  {
    because: 'a newer version ran here',
    code: 'KORA_PLUGIN_DOWNGRADED',
    kind: 'not_allowed',
    policy: { highestInstalledVersion: '1.10.0' },
  },
];

for (const vector of vectors) {
  t.test(`a plugin is refused when ${vector.because}`, async (t) => {
    const verdict = await verifyPlugin({ ...evidence, ...vector.evidence }, vector.trust ?? trust, {
      ...POLICY,
      ...vector.policy,
    });
    if (verdict._tag === 'Right') return t.fail('it was verified');
    t.same(
      verdict.left.map((error) => error.code),
      [vector.code],
      'for this reason and no other',
    );
    const [error] = verdict.left;
    t.equal(error.error_type, 'PLUGIN_REJECTED');
    t.match(error.details, { plugin_id: vector.evidence?.folder_id ?? MANIFEST.id, kind: vector.kind });
    if (vector.path !== undefined) t.equal(error.details.path, vector.path);
    t.match(error.message, new RegExp(`Plugin ${String(error.details.plugin_id)} is refused: .+[.] .+[.]$`));
  });
}
