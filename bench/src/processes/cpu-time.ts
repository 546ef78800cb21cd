import { readdir, readFile } from 'node:fs/promises';
import { childrenOf } from '@kora/test/studio';

async function ofThread(pid: number, thread: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '');
  return Number(text.split(' ')[0] ?? 0) / 1e6;
}

/**
 * Milliseconds that all threads of a process, and of the processes that it started, have been on a core. On a busy machine
 * this tells more than the clock on the wall. Linux only; 0 elsewhere.
 */
export async function cpuTimeOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const own = await Promise.all(threads.map((thread) => ofThread(pid, thread)));
  const theirs = await Promise.all((await childrenOf(pid)).map(cpuTimeOf));
  return [...own, ...theirs].reduce((sum, ms) => sum + ms, 0);
}
