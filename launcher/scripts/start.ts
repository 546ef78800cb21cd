import { pathToFileURL } from 'node:url';
import { buildOrExit } from './build/build-or-exit.ts';
import { launcherFile } from './build/targets.ts';

await buildOrExit();
process.argv.splice(2, 0, 'start');
await import(pathToFileURL(launcherFile).href);
