import { join } from 'node:path';
import { isSea } from 'node:sea';
import type { Edition } from './edition.ts';
import { executableEdition } from './executable-edition.ts';
import { sourceEdition } from './source-edition.ts';

/** The edition that this process is. The build puts the plugins' folder beside the launcher's. */
export function currentEdition(): Edition {
  return isSea() ? executableEdition() : sourceEdition(join(import.meta.dirname, '..', 'plugins'));
}
