import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationLibrary } from '@kora/contracts';
import { activatePlugin } from '@kora/plugin-sdk/testing';
import { buildPlugin } from '../../../../plugins/operations-standard/scripts/build.ts';
import { plugin } from '../../../../plugins/operations-standard/src/plugin.ts';

/** Builds the standard operations into a folder and activates their plugin from there, as the kernel does. */
export async function standardOperations(folder: string): Promise<readonly OperationLibrary[]> {
  await buildPlugin(folder);
  const resolve = (path: string) => join(folder, path);
  const files = { resolve, readText: (path: string) => readFile(resolve(path), 'utf8') };
  const { contributions } = await activatePlugin(plugin, { files });
  return contributions.operations ?? [];
}
