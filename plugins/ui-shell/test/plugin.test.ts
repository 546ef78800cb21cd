import { readFile } from 'node:fs/promises';
import { activatePlugin } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { browser } from '../scripts/build.ts';
import { drawIcon } from '../scripts/draw-icon.ts';
import { plugin } from '../src/index.ts';

t.test('every panel, and everything that the frame shares, is a module that the build makes', async (t) => {
  const { contributions } = await activatePlugin(plugin, {});
  const panels = contributions.panels ?? [];
  const built = Object.keys(browser.entries).map((name) => `ui/${name}.js`);
  for (const { module } of panels) t.ok(built.includes(module), module);
  const [frame] = panels.filter(({ slot }) => slot === 'frame');
  for (const file of Object.values(frame?.imports ?? {})) t.ok(built.includes(file), file);
  t.ok(frame?.imports?.lit);
  const manifest = JSON.parse(await readFile(new URL('../manifest.json', import.meta.url), 'utf8'));
  t.same(
    manifest.contributes.panels,
    panels.map(({ id }) => id),
  );
});

t.test('the icons are PNG files of the size that the web app manifest names', async (t) => {
  const { icons } = JSON.parse(await readFile(new URL('../assets/app.webmanifest', import.meta.url), 'utf8'));
  for (const size of [192, 512]) {
    t.ok(
      icons.some(
        ({ src, sizes }: { src: string; sizes: string }) => src === `icon-${size}.png` && sizes === `${size}x${size}`,
      ),
    );
    const png = drawIcon(size);
    t.same([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    t.equal(png.readUInt32BE(16), size);
  }
});
