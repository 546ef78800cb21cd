import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherEvidence, verifyPlugin } from '@kora/plugin-sdk/signing';
import fc from 'fast-check';
import t from 'tap';
import { POLICY, signSample, trusting } from './sample-plugin.ts';

const { folder, key } = await signSample(t.testdir());
const trust = trusting(key.publicKey);
const verdictTag = async () => (await verifyPlugin(await gatherEvidence(folder), trust, POLICY))._tag;

for (const path of ['main.js', 'data/table.csv', 'plugin.json', 'plugin.sig.json']) {
  t.test(`whichever byte of ${path} is changed, the plugin is refused`, async (t) => {
    const file = join(folder, path);
    const original = await readFile(file);
    const flip = fc.record({
      index: fc.nat({ max: original.length - 1 }),
      mask: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(flip, async ({ index, mask }) => {
        const changed = Buffer.from(original);
        changed[index] = (original[index] ?? 0) ^ mask;
        await writeFile(file, changed);
        return (await verdictTag()) === 'Left';
      }),
      { numRuns: 150 },
    );
    await writeFile(file, original);
    t.equal(await verdictTag(), 'Right', 'and it is verified again when the byte is restored');
  });
}

t.test('every byte of the signature counts, each one tried', async (t) => {
  const evidence = await gatherEvidence(folder);
  const original = evidence.signatureBytes ?? new Uint8Array();
  for (const [index, byte] of original.entries()) {
    for (const other of [byte ^ 1, byte ^ 2, 0x20]) {
      if (other === byte) continue;
      const signatureBytes = Uint8Array.from(original);
      signatureBytes[index] = other;
      const verdict = await verifyPlugin({ ...evidence, signatureBytes }, trust, POLICY);
      if (verdict._tag === 'Right') t.fail(`byte ${index} became ${other} and nobody noticed`);
    }
  }
  for (const signatureBytes of [original.subarray(0, -1), Buffer.concat([original, Buffer.from('\n')])]) {
    t.equal((await verifyPlugin({ ...evidence, signatureBytes }, trust, POLICY))._tag, 'Left');
  }
});
