/** `npm run test:executable`: builds the Linux single executable and tests it as a file that was copied somewhere. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tap = fileURLToPath(new URL('../../node_modules/.bin/tap', import.meta.url));
const steps: readonly (readonly string[])[] = [
  [process.execPath, 'launcher/scripts/build.ts'],
  [process.execPath, 'launcher/scripts/build-sea.ts'],
  [tap, 'run', 'test/executable/executable.test.ts', ...process.argv.slice(2)],
];

for (const [command = '', ...args] of steps) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
