import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginIdCodec } from '@kora/contracts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Report } from '../report.ts';

// The same distance from src/cli/commands and from dist/cli/commands.
const TEMPLATE = fileURLToPath(new URL('../../../template', import.meta.url));
const TEMPLATE_ID = 'hello-word-count';

// npm would take these two for its own when it packs the SDK.
const RENAMED = { 'package.json.template': 'package.json', gitignore: '.gitignore' };

/** Writes the skeleton of a working plugin into the new folder `<name>` of the working directory. */
export async function create(name: string): Promise<Report> {
  if (!pluginIdCodec.is(name)) throw cliErrors.KORA_PLUGIN_CLI_NAME_INVALID({ name: String(name).slice(0, 64) });
  await mkdir(name).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? cliErrors.KORA_PLUGIN_CLI_PATH_EXISTS({ path: name }, error) : error;
  });
  await cp(TEMPLATE, name, { recursive: true });
  for (const [from, to] of Object.entries(RENAMED)) await rename(join(name, from), join(name, to));
  const files = (await readdir(name, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(TEMPLATE_ID, name));
  }
  const text = `Wrote ${name} with ${files.length} files. Next: cd ${name}, npm install, npm test, npm run build`;
  return { data: { plugin_id: name, folder: name, files: files.length }, text, exitCode: EXIT.done };
}
