import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const launcher = join(import.meta.dirname, '..', '..');

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `kora` in a process of its own. */
export interface KoraProcess {
  readonly child: ChildProcess;
  /** Resolves with the first line on standard output, null when there is none. */
  firstLine(): Promise<string | null>;
  /** Resolves with the first line on standard error that matches. */
  said(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts `kora …` from the build, which `npm test` brings up to date first. */
export function kora(args: readonly string[], { node = process.execPath, stdin = '' } = {}): KoraProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KORA_|TAP|NODE_)/.test(name)));
  const child = spawn(node, [join(launcher, 'bin/kora.js'), ...args], { env });
  child.stdin.end(stdin);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = Promise.all([exited, output]).then(([code, [stdout, stderr]]) => ({ code, stdout, stderr }));
  return {
    child,
    ended,
    async firstLine() {
      for await (const line of createInterface({ input: child.stdout })) return line;
      return null;
    },
    async said(pattern) {
      for await (const line of createInterface({ input: child.stderr })) if (pattern.test(line)) return line;
      throw new Error(`${args.join(' ')} never said ${pattern}`);
    },
  };
}
