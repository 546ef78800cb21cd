import type { TrustStore } from '@kora/contracts';
import { gatherEvidence, signPlugin, verifyPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import t from 'tap';
import { MANIFEST, POLICY, signSample, trusting } from './sample-plugin.ts';

const { folder, key } = await signSample(t.testdir());
const evidence = await gatherEvidence(folder);
const trust = trusting(key.publicKey);
const zeros = '0'.repeat(64);
const kid = key.publicKey.kid;
const revoked: TrustStore = {
  version: '1.0',
  publishers: [
    ...trust.publishers,
    { publisher: 'other', keys: [{ ...key.publicKey, status: 'revoked', origin: 'user' }] },
  ],
};

t.test('the sample plugin is verified, and the verdict says who signed it', async (t) => {
  const verdict = await verifyPlugin(evidence, trust, POLICY);
  t.match(verdict, { _tag: 'Right', right: { manifest: MANIFEST, kid, origin: 'user' } });
});

t.test('all reasons are told, in the order of the questions', async (t) => {
  const verdict = await verifyPlugin(
    {
      ...evidence,
      folder_id: 'other',
      files: new Map([['new.js', zeros]]),
      irregular: [{ path: 'a', reason: 'link' }],
    },
    revoked,
    { contractVersion: '2.0.0', highestInstalledVersion: '2.0', allowedPublishers: [] },
  );
  t.same(verdict._tag === 'Left' && verdict.left.map((error) => error.code), [
    'KORA_PLUGIN_ID_MISMATCH',
    'KORA_PLUGIN_KEY_REVOKED',
    'KORA_PLUGIN_PUBLISHER_NOT_ALLOWED',
    'KORA_PLUGIN_FILE_MISSING',
    'KORA_PLUGIN_FILE_MISSING',
    'KORA_PLUGIN_FILE_MISSING',
    'KORA_PLUGIN_FILE_IRREGULAR',
    'KORA_PLUGIN_FILE_UNLISTED',
    'KORA_PLUGIN_CONTRACT_UNSUPPORTED',
    'KORA_PLUGIN_DOWNGRADED',
  ]);
});

t.test('the same version again, and a newer one, are no downgrade', async (t) => {
  for (const highestInstalledVersion of ['1.2.0', '1.2', '1.1.9', '0.9']) {
    t.equal((await verifyPlugin(evidence, trust, { ...POLICY, highestInstalledVersion }))._tag, 'Right');
  }
});

t.test(
  'a key that two publishers share speaks for both, and the origin is that of the one that is named',
  async (t) => {
    const shared: TrustStore = {
      version: '1.0',
      publishers: [
        { publisher: 'other', keys: [{ ...key.publicKey, status: 'trusted', origin: 'release' }] },
        ...trust.publishers,
      ],
    };
    t.match(await verifyPlugin(evidence, shared, POLICY), { _tag: 'Right', right: { origin: 'user' } });
  },
);

t.test('a plugin that was signed again after a change is verified again', async (t) => {
  const again = await signSample(t.testdir());
  await writeManifest(again.folder, { ...MANIFEST, version: '1.3.0' });
  t.equal((await verifyPlugin(await gatherEvidence(again.folder), trusting(again.key.publicKey), POLICY))._tag, 'Left');
  await signPlugin(again.folder, again.key.privateJwk);
  t.equal(
    (await verifyPlugin(await gatherEvidence(again.folder), trusting(again.key.publicKey), POLICY))._tag,
    'Right',
  );
});
