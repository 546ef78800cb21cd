import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../../build/kora.js', import.meta.url));

/** How to start what is under test: the bundle unless said otherwise. */
export interface Launch {
  /** The program and what comes before its own arguments, such as `[node, kora.js]` or `[executable]`. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const theBundle: Launch = { command: [process.execPath, bundle] };

/** What a finished command left. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function environment(launch: Launch): NodeJS.ProcessEnv {
  // Whatever settings the machine and the tests have must not reach the product under test.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(KORA_|TAP|NODE_)/.test(name));
  return { ...Object.fromEntries(inherited), ...launch.env };
}

/** Starts `kora …` and does not wait. */
export function spawnKora(args: readonly string[], launch: Launch = theBundle): ChildProcess {
  const [program = process.execPath, ...before] = launch.command;
  return spawn(program, [...before, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: environment(launch) });
}

/** Collects what a process prints until it ends. */
export async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Runs `kora …` to its end. */
export function kora(args: readonly string[], launch: Launch = theBundle): Promise<Finished> {
  return finished(spawnKora(args, launch));
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer and fails when it has another shape.
export type Answer = any;

/** A Studio in a process of its own. */
export interface Studio {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Milliseconds from spawning the process to the line that says it is healthy. */
  readonly started_ms: number;
  /** Everything it wrote to stderr so far. */
  stderr(): string;
  /** A request with the token, and JSON both ways. */
  request(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<{ status: number; body: Answer }>;
  /** Posts a body that is already text and returns the answer's text; for measuring. */
  post(path: string, body: string): Promise<string>;
  /** Ends it in order. */
  stop(): Promise<Finished>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

interface Listening {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

async function firstLine(child: ChildProcess): Promise<Listening | null> {
  if (child.stdout === null) return null;
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  return null;
}

/** Starts Studio on a free port and waits until it says that it is healthy. */
export async function startStudio(
  dataRoot: string,
  launch: Launch = theBundle,
  flags: readonly string[] = [],
): Promise<Studio> {
  const spawned = performance.now();
  const args = ['start', '--port', '0', '--no-open', '--json', '--data-root', dataRoot, ...flags];
  const child = spawnKora(args, launch);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = new Promise<Finished>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout: '', stderr }));
  });
  const listening = await firstLine(child);
  if (listening === null) throw new Error(`Studio ended before it was healthy: ${stderr}`);
  const started_ms = performance.now() - spawned;
  // A test that fails before it stops its Studio must end all the same, and take it along.
  const handles = [child, child.stdout as Socket | null, child.stderr as Socket | null];
  for (const handle of handles) handle?.unref();
  const reap = () => child.kill('SIGKILL');
  process.once('exit', reap);
  const leave = async (signal: NodeJS.Signals) => {
    for (const handle of handles) handle?.ref();
    process.off('exit', reap);
    child.kill(signal);
    return closed;
  };
  const { url, token, pid } = listening;
  const authorization = `Bearer ${token}`;
  return {
    url,
    token,
    pid,
    started_ms,
    stderr: () => stderr,
    async request(method, path, body, signal) {
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(new URL(path, url), { method, headers, ...content, ...(signal ? { signal } : {}) });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    async post(path, body) {
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(new URL(path, url), { method: 'POST', headers, body });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
      return text;
    },
    stop: () => leave('SIGTERM'),
    async kill() {
      await leave('SIGKILL');
    },
  };
}

/** Runs `use` with an empty folder that is removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kora-test-'));
  try {
    return await use(folder);
  } finally {
    // A Studio that the test's own end is about to stop may be writing there just now.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** Pids of the direct children of a process. Linux only; empty elsewhere. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

/** Pids of all processes below one whose command line mentions something. Linux only; empty elsewhere. */
export async function descendantsNamed(pid: number, word: string): Promise<readonly number[]> {
  const below = await Promise.all(
    (await childrenOf(pid)).map(async (child) => {
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      return [...(command.includes(word) ? [child] : []), ...(await descendantsNamed(child, word))];
    }),
  );
  return below.flat();
}

/** Resident memory of a process and of all that it started, in MiB. Linux only; NaN elsewhere. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
  const theirs = await Promise.all((await childrenOf(pid)).map(residentMiB));
  return theirs.reduce((sum, value) => sum + value, own);
}
