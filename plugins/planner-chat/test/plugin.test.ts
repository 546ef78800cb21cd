import { readFileSync } from 'node:fs';
import { decode, manifestCodec } from '@kora/contracts';
import { activatePlugin } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { plugin } from '../src/index.ts';
import { en } from '../src/language/en/en.ts';
import { PRIORITY } from '../src/recognisers/priority.ts';
import { RECOGNISERS } from '../src/recognisers/registry.ts';

t.test('the plugin gives the planner that its manifest declares', async (t) => {
  const { contributions } = await activatePlugin(plugin, {});
  const manifest: unknown = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
  t.equal(decode(manifestCodec, { ...Object(manifest), version: '0.1.0', files: {} })._tag, 'Right');
  t.strictSame(
    Object(manifest).contributes.planners,
    contributions.planners?.map(({ id }) => id),
  );
  t.equal(Object(manifest).id, plugin.id);
});

t.test('every recogniser is in the order once, and has patterns in English', async (t) => {
  t.strictSame([...PRIORITY].sort(), [...RECOGNISERS.keys()].sort());
  t.strictSame(Object.keys(en.patterns).sort(), [...PRIORITY].sort());
});
