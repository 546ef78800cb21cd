import { writeFileAtomically } from '../../src/data/write-file-atomically.ts';

/** A process that may not write large files and tries to replace one with a large one. */
// Without a listener the signal ends the process before the write can fail.
process.on('SIGXFSZ', () => {});
const [path = ''] = process.argv.slice(2);
await writeFileAtomically(path, 'new '.repeat(100_000)).catch((error: NodeJS.ErrnoException) => {
  process.stdout.write(String(error.code));
});
