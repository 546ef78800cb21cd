import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiled sources are kept between children, which start twice as fast with them. */
const COMPILE_CACHE = join(tmpdir(), 'kora-test-compile-cache');

/** How a child ended. */
export interface ChildEnd {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/**
 * A TypeScript file of this folder in a process of its own.
 * @param fileBlocks no file may grow beyond so many blocks
 * @param wrapper a command that runs the rest of its arguments
 */
export function runChild(
  file: string,
  args: readonly string[],
  fileBlocks: number | null = null,
  wrapper: readonly string[] = [],
) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const node = [process.execPath, '--conditions=kora-source', '--disable-warning=ExperimentalWarning', path, ...args];
  // The shell sets the limit (blocks of 512 or 1024 bytes, as it likes) and becomes the child.
  const shell = ['/bin/sh', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'sh', ...node];
  const [command = '', ...rest] = [...wrapper, ...(fileBlocks === null ? node : shell)];
  // Not what tap hands to its own children: this one is to be killed.
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const end = new Promise<ChildEnd>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }));
  });
  return { child, end };
}
