import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once no process has this id any more. */
export async function waitUntilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    await sleep(10);
  }
}
