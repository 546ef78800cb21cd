/** Writes docs/guides/connector-traps.md from the tables of traps. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { guidePage } from '../support/traps/guide-page.ts';

const page = new URL('../../docs/guides/connector-traps.md', import.meta.url);
mkdirSync(new URL('.', page), { recursive: true });
writeFileSync(page, guidePage());
