import { createWriteStream, openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { BlobReader, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { startPage } from './support/browser.ts';
import { ask } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

const CONVERSATIONS = 360;
/** More in all than a request may carry (16 MiB). */
const WORDS = 'the lamp of the lighthouse turns all night and is seen from far away; '.repeat(350);

/** Conversations as ChatGPT writes them, the newest first. */
async function writeConversations(path: string, from: number, to: number): Promise<void> {
  await using file = await open(path, 'w');
  for (let index = from; index < to; index++) {
    const time = 1_700_000_000 - index * 86_400;
    const node = (parent: string | null, role: string, ...parts: unknown[]) => ({
      parent,
      message: { author: { role }, create_time: time, content: { content_type: 'text', parts } },
    });
    const mapping = { a: node(null, 'user', `Question ${index}`), b: node('a', 'assistant', WORDS, WORDS) };
    const one = { title: `Chat number ${index}`, create_time: time, current_node: 'b', mapping };
    await file.write(`${index === from ? '[' : ','}${JSON.stringify(one)}`);
  }
  await file.write(']');
}

/** The ZIP file that people get by mail: conversations in numbered files, and much else. */
async function writeExport(folder: string): Promise<string> {
  const path = join(folder, 'export.zip');
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)), { useWebWorkers: false });
  await zip.add('chat.html', new TextReader('<html>'.repeat(1_000)));
  let bytes = 0;
  for (const [number, from] of [0, CONVERSATIONS / 2].entries()) {
    const part = join(folder, `part-${number}.json`);
    await writeConversations(part, from, from + CONVERSATIONS / 2);
    const blob = await openAsBlob(part);
    bytes += blob.size;
    await zip.add(`conversations-00${number}.json`, new BlobReader(blob));
  }
  await zip.close();
  if (bytes <= 16 * 1_048_576) throw new Error(`${bytes} bytes fit into one request`);
  return path;
}

t.test('an export that is larger than any request comes in, and nobody waits for it', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio, browser } = await startPage(t, folder);
    const path = await writeExport(folder);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Data', exact: true }).click();

    const data = page.locator('kora-data');
    const give = (content: string) =>
      page
        .getByLabel('Export to import')
        .setInputFiles([{ name: 'conversations.json', mimeType: 'application/json', buffer: Buffer.from(content) }]);
    await give('{"nothing":1}');
    await data.getByRole('alert').getByText('This is no file with conversations.').waitFor();
    await give(JSON.stringify([{ title: 'Broken', mapping: {} }]));
    await data.getByRole('status').getByText('1 was left out').waitFor();
    t.match(await data.getByRole('status').innerText(), /Imported 0 conversations[\s\S]*“Broken”: /);
    await lookAt(t, page, 'import-left-out');

    const waits: number[] = [];
    let importing = true;
    const others = (async () => {
      for (; importing; await setTimeout(10)) {
        const began = performance.now();
        await studio.request('GET', '/health');
        waits.push(performance.now() - began);
      }
    })();
    const began = performance.now();
    await page.getByLabel('Export to import').setInputFiles(path);
    await page
      .getByRole('group', { name: 'Import' })
      .getByText(/of [\d.]+ MB · [1-9]\d* conversations?$/)
      .waitFor();
    await page.screenshot({ path: new URL('./screenshots/importing.png', import.meta.url).pathname });
    await page.getByText(`Imported ${CONVERSATIONS} conversations.`).first().waitFor({ timeout: 120_000 });
    const took = performance.now() - began;
    importing = false;
    await others;
    const longest = Math.max(...waits);
    t.ok(longest < took / 5, `of ${took.toFixed(0)} ms nobody waited more than ${longest.toFixed(0)}`);

    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Chat number 0', exact: true }).waitFor();
    await lookAt(t, page, 'imported');
    await ask(page, '2 + 2');
    await page.getByLabel('Search conversations').fill(`Question ${CONVERSATIONS - 1}`);
    await page
      .locator('li.result')
      .getByText(`Chat number ${CONVERSATIONS - 1}`)
      .click();
    await page.getByText('seen from far away').first().waitFor();
    t.equal((await studio.request('GET', '/conversations?limit=200')).body.conversations[0].title, '2 + 2');
    t.same(faults, []);
    await browser.close();
  }),
);
