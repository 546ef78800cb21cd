import process from 'node:process';
import { isSea } from 'node:sea';
import { forkedFileIndex } from './executable/forked-file-index.ts';
import { hideExperimentalWarnings } from './executable/hide-experimental-warnings.ts';
import { importFromDisk } from './executable/import-from-disk.ts';

hideExperimentalWarnings(process);
const forked = isSea() ? forkedFileIndex(process) : null;
if (forked === null) {
  // Only here, so that a forked process does not load a Studio that it will not use.
  const { runProcess } = await import('./cli/run-process.ts');
  await runProcess(process);
} else {
  // What a forked program sees must look as if Node itself had been started with it.
  const file = process.argv[forked] ?? '';
  process.argv.splice(1, forked, file);
  await importFromDisk(file);
}
