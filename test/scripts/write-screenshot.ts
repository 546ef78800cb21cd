import { fileURLToPath } from 'node:url';
import { openPage, startBrowser } from '../browser/support/browser.ts';
import { answers, ask } from '../browser/support/chat.ts';
import { startStudio, withFolder } from '../support/studio.ts';

const CSV = 'region,amount\nnorth,1200\nsouth,880\nnorth,1430\neast,540\nsouth,890\n';
const target = fileURLToPath(new URL('../../docs/images/chat.png', import.meta.url));
const undo: (() => unknown)[] = [];
const teardown = (step: () => unknown) => void undo.unshift(step);

// Draws the picture of README.md: the built Studio, with the two questions of its tour.
await withFolder(async (folder) => {
  const studio = await startStudio(folder);
  teardown(() => studio.stop());
  const browser = await startBrowser({ teardown });
  const { page } = await openPage(browser, studio, { width: 1280, height: 1020, scale: 1.5 });
  await ask(page, '20 % of 50');
  await page.getByRole('button', { name: 'New chat', exact: true }).click();
  await ask(page, 'What is 15 % of 2,340 plus 12.5 km in miles?');
  const files = page.locator('input[type=file]').first();
  await files.setInputFiles([{ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }]);
  await ask(page, 'average of the amount column by region');
  await answers(page).last().getByTitle('Show the tasks').click();
  await answers(page).last().getByText('Read sales.csv').waitFor();
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur()');
  await page.screenshot({ path: target, animations: 'disabled' });
  for (const step of undo) await step();
});
