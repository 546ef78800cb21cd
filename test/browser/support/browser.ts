import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Studio, startStudio } from '../../support/studio.ts';
import { packagedChromium } from './packaged-chromium.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The Chromium that npm brought; where that one does not exist for the platform, one that is installed. */
async function executable(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium();
  const found = INSTALLED.find((path) => existsSync(path));
  if (found === undefined) throw new Error('No Chromium was found for the browser tests.');
  return found;
}

/** What a test asks of `t`. */
interface Teardown {
  teardown(undo: () => unknown): void;
}

/** A browser that goes with the test. */
export async function startBrowser(t: Teardown): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: await executable(), args: FLAGS });
  t.teardown(() => browser.close());
  return browser;
}

/** Everything that went wrong in a page, or left this computer. A test ends with `t.same(faults, [])`. */
export function watchFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // Requests that fail on purpose are reported by the browser too, and tests look at their effects.
    const own = !message.text().startsWith('Failed to load resource');
    if (own && (message.type() === 'error' || message.type() === 'warning')) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== '127.0.0.1' && protocol !== 'blob:') faults.push(`request: ${request.url()}`);
  });
}

/** A page of a Studio, with a session of its own. */
export interface OpenPage {
  readonly page: Page;
  readonly faults: string[];
}

/** Opens Studio the way a person does: with a link that works once. */
export async function openPage(
  browser: Browser,
  studio: Studio,
  view: { width?: number; height?: number; scale?: number } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: view.width ?? 1440, height: view.height ?? 900 },
    deviceScaleFactor: view.scale ?? 1,
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  // A slow and busy machine takes its time; what never comes is a failure all the same.
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  watchFaults(page, faults);
  const { body } = await studio.request('POST', '/session', { api_version: '1.0' });
  await page.goto(body.url);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return { page, faults };
}

/** A Studio, a browser, and a page of it. */
export async function startPage(
  t: Teardown,
  folder: string,
  flags: readonly string[] = [],
): Promise<OpenPage & { studio: Studio; browser: Browser }> {
  const studio = await startStudio(folder, undefined, flags);
  t.teardown(() => studio.stop());
  const browser = await startBrowser(t);
  return { studio, browser, ...(await openPage(browser, studio)) };
}
