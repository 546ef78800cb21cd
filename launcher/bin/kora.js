#!/usr/bin/env node
// Plain JavaScript that Node 20 understands: finds the pinned Node and the build, and hands over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 26;
const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const buildsExecutable = args[0] === '--build-sea';
if (buildsExecutable) args.shift();

/** Absolute path of the file to run: the launcher's bundle, or the builder of single executables. */
function program() {
  if (buildsExecutable) return join(here, '..', 'scripts', 'build-sea.ts');
  return join(here, '..', '..', 'build', 'kora.js');
}

function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function runWith(node, file) {
  const child = spawn(node, [file, ...args], { stdio: 'inherit' });
  // Whoever is asked to stop passes it on and leaves when the child has. A terminal asks both; the child knows that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(70);
}

const file = program();
if (!existsSync(file)) {
  fail(`KORA Studio is not built yet: ${file} does not exist. Run \`npm run build\` in the checkout first.`);
} else if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
  process.argv.splice(1, process.argv.length, file, ...args);
  await import(pathToFileURL(file).href);
} else {
  const node = pinnedNode();
  if (node === null)
    fail(`KORA Studio needs Node ${NEEDED_MAJOR} or newer, and this is ${process.version}. Run \`npm ci\`.`);
  else {
    runWith(node, file);
  }
}
