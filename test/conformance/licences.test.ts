import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { kora } from '../support/studio.ts';

/** Licences that allow redistribution in a closed or an open product, with notice at the most. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);

/** True when one side of every AND, and any side of an OR, is allowed. */
function allows(expression: string): boolean {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(' AND ').every((part) => part.split(' OR ').some((licence) => ALLOWED.has(licence.trim())));
}

t.test('everything that ships may be redistributed', async (t) => {
  const lock = JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  let looked = 0;
  for (const [path, { dev, link, license }] of Object.entries<{ dev?: boolean; link?: boolean; license?: string }>(
    lock.packages,
  )) {
    if (!path.startsWith('node_modules/') || dev === true || link === true) continue;
    looked++;
    t.ok(license !== undefined && allows(license), `${path}: ${license ?? 'no licence given'}`);
  }
  t.ok(looked > 100, `${looked} packages`);
});

const build = fileURLToPath(new URL('../../build', import.meta.url));

/** The name under which a package is installed may be an alias. */
async function ownName(installed: string): Promise<string> {
  const file = new URL(`../../node_modules/${installed}/package.json`, import.meta.url);
  const { name }: { name: string } = JSON.parse(await readFile(file, 'utf8'));
  return name;
}

/** Names of the packages that the build's bundles say they hold: those that are not minified begin each module with its path. */
async function bundledPackages(): Promise<ReadonlySet<string>> {
  const entries = await readdir(build, { recursive: true, withFileTypes: true });
  const bundles = entries.filter((entry) => entry.isFile() && /^(studio|index)\.js$/.test(entry.name));
  const texts = await Promise.all(bundles.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)]);
  return new Set(await Promise.all([...new Set(names.map(([, name = '']) => name))].map(ownName)));
}

t.test('the licences of everything in the build are in one file, and the command prints it', async (t) => {
  const { code, stdout } = await kora(['version', '--licences']);
  t.equal(code, 0);
  t.equal(stdout.trim(), (await readFile(join(build, 'licences.txt'), 'utf8')).trim());
  const [, ...blocks] = stdout.split(/^== /m);
  const notices = new Map<string, string>();
  for (const block of blocks) {
    const [, name = '', licence = ''] = /^(.+?) \S.* \((.+)\)$/m.exec(block.split('\n', 1)[0] ?? '') ?? [];
    notices.set(name, licence);
    t.ok(allows(licence), `${name}: ${licence}`);
    t.ok(block.length > 300, `${name} comes with a text`);
  }
  const bundled = await bundledPackages();
  t.ok(bundled.size > 80, `${bundled.size} packages`);
  for (const name of bundled) t.ok(notices.has(name), `${name} is in a bundle`);
  // In bundles that are minified, for the browser, copied as they are, or linked into native libraries.
  for (const name of ['piscina', 're2js', 'undici', 'mathjs', 'lit', 'dompurify', 'node-llama-cpp', 'llama.cpp'])
    t.ok(notices.has(name), `${name} is in the build`);
});
