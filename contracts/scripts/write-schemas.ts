/** Writes contracts/schemas/*.schema.json from the codecs. `npm run schemas` runs it; a test holds the files against it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { contractSchemas } from '@kora/contracts';

const folder = new URL('../schemas/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, schema] of contractSchemas()) {
  await writeFile(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
