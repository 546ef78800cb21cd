import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@kora/contracts';
import { type Studio, startStudio, theBundle, withFolder } from '@kora/test/studio';
import { installInProcessPlugin } from './in-process/install.ts';

/** What differs from a Studio as it comes. */
export interface StudioSetup {
  /** The content of studio.json. */
  readonly settings?: JsonObject;
  /** Arguments for its Node. */
  readonly nodeFlags?: readonly string[];
}

/** Starts a Studio in a new folder, with the harness's plugin in it, for as long as `use` takes. */
export function withStudio<T>(
  { settings, nodeFlags = [] }: StudioSetup,
  use: (studio: Studio, folder: string) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    // The first start makes the data root; the second finds settings and plugin in it.
    await (await startStudio(folder)).stop();
    await installInProcessPlugin(folder);
    if (settings !== undefined) await writeFile(join(folder, 'configs', 'studio.json'), JSON.stringify(settings));
    const [node = process.execPath, ...rest] = theBundle.command;
    const studio = await startStudio(folder, { command: [node, ...nodeFlags, ...rest] });
    try {
      return await use(studio, folder);
    } finally {
      await studio.stop();
    }
  });
}
