import { readdir, readFile } from 'node:fs/promises';
import { childrenOf } from '@kora/test/studio';

async function ofThread(pid: number, thread: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '');
  return Number(text.split(' ')[0] ?? 0) / 1e6;
}

/** Milliseconds on a core of each thread of the processes that a process started, by pid and thread. Linux only; empty elsewhere. */
export async function cpuTimesBelow(pid: number): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const child of await childrenOf(pid)) {
    for (const thread of await readdir(`/proc/${child}/task`).catch(() => [])) {
      times.set(`${child}/${thread}`, await ofThread(child, thread));
    }
  }
  return times;
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
