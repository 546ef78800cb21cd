import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperationLibrary } from '@kora/contracts';
import { activatePlugin } from '@kora/plugin-sdk/testing';
import { plugin } from '../../../../plugins/operations-standard/src/plugin.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const SOURCES = ['package-lock.json', 'plugins/operations-standard/{src,scripts}/**/*.ts'];

/** Activates the plugin of the standard operations from its built files, as the kernel does. */
export async function standardOperations(): Promise<readonly OperationLibrary[]> {
  const folder = await builtOperations();
  const resolve = (path: string) => join(folder, path);
  const files = { resolve, readText: (path: string) => readFile(resolve(path), 'utf8') };
  const { contributions } = await activatePlugin(plugin, { files });
  return contributions.operations ?? [];
}

/** The folder of the operations built from the sources as they are now. Kept, because a build costs more than a gate. */
async function builtOperations(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root }).sort()) hash.update(file).update(readFileSync(join(root, file)));
  const cache = join(root, 'node_modules/.cache/kora-gates');
  const folder = join(cache, hash.digest('hex').slice(0, 32));
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'unfinished-'));
  const { buildPlugin } = await import('../../../../plugins/operations-standard/scripts/build.ts');
  await buildPlugin(unfinished);
  await rename(unfinished, folder).catch(async (error: unknown) => {
    // Another test file, in a process of its own, may have been quicker.
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true });
  });
  return folder;
}
