/**
 * `npm test`: builds what ships, then runs every test file of every package. Arguments are passed on to tap, so
 * `npm test -- kernel/test/run/pipeline.test.ts` runs one file.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

// Every test file is a process, and all of them load much the same: what one has stripped of its types and compiled, the next one takes over.
const env = { NODE_COMPILE_CACHE: join(root, '.tap', 'compile-cache'), ...process.env };

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const given = process.argv.slice(2);
const files = globSync(
  ['*/test/**/*.test.ts', 'plugins/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
  {
    cwd: root,
    // The executable has its own command, because it has its own build.
    exclude: (name) => ['node_modules', 'build', 'executable'].includes(name),
  },
);
const named = given.some((argument) => argument.endsWith('.test.ts'));

run(process.execPath, ['launcher/scripts/build.ts']);
// tap assembles its Test class from the plugins in .taprc once; it is quick when nothing has changed.
run(bin('tap'), ['build']);
run(bin('tap'), ['run', ...given, ...(named ? [] : [...new Set(files)].sort())]);
