/** `npm run errors`: writes docs/errors.md from the declarations in the sources. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { declaredErrors, errorsPage } from '../support/error-codes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
writeFileSync(new URL('../../docs/errors.md', import.meta.url), errorsPage(declaredErrors(root)));
