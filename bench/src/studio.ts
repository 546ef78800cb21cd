import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../build/kora.js', import.meta.url));

/** A Studio that runs what ships, in a process of its own with an empty data root. */
export interface Studio {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Milliseconds from spawning the process to the line that says it is healthy. */
  readonly started_ms: number;
  post(path: string, body: string): Promise<string>;
  stop(): Promise<void>;
}

interface Listening {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

async function listening(child: ChildProcess): Promise<Listening> {
  if (child.stdout === null) throw new Error('the launcher has no stdout');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('the launcher ended before it was healthy');
}

/** Starts Studio on a free port. Keep the folder to start it again with plugins in place. */
export async function startStudio(dataRoot: string): Promise<Studio> {
  const spawned = performance.now();
  const child = spawn(
    process.execPath,
    [launcher, 'start', '--port', '0', '--no-open', '--json', '--data-root', dataRoot],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const { url, token, pid } = await listening(child);
  const started_ms = performance.now() - spawned;
  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(new URL(path, url), { method: 'POST', headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text;
  };
  const stop = async () => {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await gone;
  };
  return { url, token, pid, started_ms, post, stop };
}

/** Runs `use` with an empty data root that is removed afterwards. */
export async function withDataRoot<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kora-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resident memory of a process and of all that it started, in MiB. Linux only; NaN elsewhere. */
export async function residentMiB(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean);
    const theirs = await Promise.all(children.map((child) => residentMiB(Number(child))));
    return theirs.reduce((sum, value) => sum + value, own);
  } catch {
    return Number.NaN;
  }
}
