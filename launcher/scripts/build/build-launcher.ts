import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { writeNotices } from './licences/notices-file.ts';
import { packageNotices } from './licences/package-notices.ts';
import { inWorkspace } from './workspace.ts';

/** The bundle, inside the launcher's folder. It stands alone, and the single executable is made from it. */
export const STUDIO_FILE = 'studio.js';

/** What is started from a checkout: lets Node keep the compiled bundle, which saves a third of the way to the first line. */
const starter = `import module from 'node:module';
import { join } from 'node:path';

module.enableCompileCache(join(import.meta.dirname, 'compile-cache'));
await import('./launcher/${STUDIO_FILE}');
`;

/** Builds the launcher: its bundle into `folder`, and the file that starts it. */
export async function buildLauncher(folder: string, starterFile: string): Promise<void> {
  const files = await bundle(inWorkspace('launcher', 'src', 'main.ts'), join(folder, STUDIO_FILE));
  await writeNotices(folder, packageNotices(files));
  await writeFile(starterFile, starter);
}
