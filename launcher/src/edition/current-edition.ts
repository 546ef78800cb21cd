import { join } from 'node:path';
import { isSea } from 'node:sea';
import type { Edition } from './edition.ts';
import { executableEdition } from './executable-edition.ts';
import { sourceEdition } from './source-edition.ts';

/** The edition that this process is. The build puts the plugins' folder and the licences beside the launcher's. */
export function currentEdition(): Edition {
  const build = join(import.meta.dirname, '..');
  return isSea() ? executableEdition() : sourceEdition(join(build, 'plugins'), join(build, 'licences.txt'));
}
