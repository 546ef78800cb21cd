import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const UNPACK = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;

/**
 * The Chromium that npm brought, unpacked into the system's folder for temporary files, where it stays.
 *
 * The package itself takes a file for unpacked as soon as it is there. Of two tests that begin at the same time on a fresh machine, one
 * would start what the other is still writing. So it is unpacked elsewhere, and is there all at once.
 */
export async function packagedChromium(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = String(Object(manifest).devDependencies['@sparticuz/chromium']);
  const place = join(tmpdir(), `kora-test-chromium-${version}`);
  const program = join(place, 'chromium');
  if (existsSync(program)) return program;
  const own = await mkdtemp(join(tmpdir(), 'kora-test-unpacking-'));
  const args = ['--input-type=module', '--eval', UNPACK];
  await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: own } });
  await rename(own, place).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    // Another test was first.
    await rm(own, { recursive: true });
  });
  return program;
}
