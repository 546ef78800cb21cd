import { readFile } from 'node:fs/promises';

/** Fields of /proc/<pid>/stat after the command name, which may itself hold spaces and brackets; see proc(5). */
const STATE = 0;
const START_TICKS = 19;

/**
 * Names a running process beyond its number, because numbers are used again: the boot it runs in and the tick it started at.
 * @returns null when no such process runs (a zombie does not), or where /proc is not available.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  const [stat, boot] = await Promise.all([readProc(`/proc/${pid}/stat`), readProc('/proc/sys/kernel/random/boot_id')]);
  if (stat === null || boot === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[STATE];
  const ticks = fields[START_TICKS];
  if (state === undefined || ticks === undefined || state === 'Z' || state === 'X') return null;
  return `${boot.trim()}:${ticks}`;
}

/** Null whatever the reason: a process that ends while it is read gives ESRCH, hidden ones EACCES, no /proc ENOENT. */
function readProc(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (text) => text,
    () => null,
  );
}
