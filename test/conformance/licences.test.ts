import { readFile } from 'node:fs/promises';
import t from 'tap';

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
