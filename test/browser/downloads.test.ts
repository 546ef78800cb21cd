import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { serveSlowly } from '../support/slow-server.ts';
import { withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { lookAt } from './support/screens.ts';

const NAME = 'SmolLM2 360M Instruct';

t.test('a model is downloaded: agreed to, paused, gone on with, given up, and brought in', (t) =>
  withFolder(async (folder) => {
    const file = join(folder, 'tiny.gguf');
    await writeTinyGguf(file);
    const server = await serveSlowly(file, 64);
    t.teardown(server.close);
    const mirror = new URL(server.url).origin;
    const settings = { plugins: { 'model-library': { allow_loopback: true, mirror, connections: 1 } } };
    await mkdir(join(folder, 'data', 'configs'), { recursive: true });
    await writeFile(join(folder, 'data', 'configs', 'studio.json'), JSON.stringify(settings));
    const { page, faults, studio } = await startPage(t, join(folder, 'data'));
    const downloads = async () => (await studio.request('GET', '/models/downloads')).body.downloads;
    const begin = async () => {
      await page.getByRole('button', { name: `Download ${NAME}` }).click();
      await page.locator('kora-dialog').getByRole('button', { name: 'Download', exact: true }).click();
      await page.getByRole('heading', { name: 'Downloads' }).waitFor();
    };
    await page.getByRole('link', { name: 'Models' }).click();

    await t.test('its progress is shown', async (t) => {
      t.equal(server.sent(), 0, 'nothing was fetched before');
      await page.getByRole('button', { name: `Download ${NAME}` }).click();
      await page.getByRole('button', { name: /^Ask / }).click();
      await page
        .locator('kora-dialog')
        .getByText(/^4\d\d kB$/)
        .waitFor();
      await page.locator('kora-dialog').getByText('Fits this computer').waitFor();
      t.ok(server.sent() < 10_000, 'only its size was asked for');
      await lookAt(t, page, 'size-known');
      await page.getByRole('button', { name: 'Not now' }).click();
      await begin();
      await page.getByText('Downloading', { exact: true }).waitFor();
      await page.getByText(/^[\d.]+ (k?B) of 4\d\d kB$/).waitFor();
      await page.getByRole('progressbar', { name: /^Progress of / }).waitFor();
      t.equal((await downloads())[0].state, 'downloading');
    });

    await t.test('a pause keeps what has come, and it goes on from there', async (t) => {
      await page.getByRole('button', { name: /^Pause / }).click();
      await page.getByText('Paused', { exact: true }).waitFor();
      const [{ received_bytes, state }] = await downloads();
      t.equal(state, 'paused');
      await lookAt(t, page, 'download-paused');
      const sent = server.sent();
      await page.waitForTimeout(300);
      t.equal(server.sent(), sent, 'nothing comes meanwhile');
      await page.getByRole('button', { name: /^Resume / }).click();
      await page.getByText('Downloading', { exact: true }).waitFor();
      const [again] = await downloads();
      t.ok(again.received_bytes >= received_bytes);
    });

    await t.test('given up, nothing of it stays', async (t) => {
      await page.getByRole('button', { name: /^Cancel / }).click();
      await page.getByRole('heading', { name: 'Downloads' }).waitFor({ state: 'detached' });
      t.same(
        (await downloads()).filter(({ state }: { state: string }) => state !== 'cancelled'),
        [],
      );
    });

    await t.test('and in the end it is installed, can be used, and is taken off the list again', async (t) => {
      await begin();
      // Not before: it would be over before anybody has seen it in the list.
      server.hurry();
      await page.getByRole('button', { name: /^Use / }).waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: 'Downloads' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^Use / }).click();
      await page.getByText('In use').waitFor();
      await page.getByRole('button', { name: 'Details', exact: true }).click();
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await lookAt(t, page, 'remove-model');
      // A list that was on its way when the model was removed still has it.
      const { body: before } = await studio.request('GET', '/models');
      await page.route('**/models', (route) => route.fulfill({ json: before }), { times: 1 });
      await page.locator('kora-dialog').getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByText('No model yet.').waitFor();
      const chosen = async () => (await studio.request('GET', '/chat/settings')).body.model;
      await becomes(t, chosen, null, 'and is chosen no more');
    });
    t.same(faults, []);
  }),
);
