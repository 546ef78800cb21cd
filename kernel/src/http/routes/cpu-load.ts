import { cpus } from 'node:os';

/** Shortest span, in milliseconds, over which a share of processor time says anything. */
const SHORTEST_SPAN_MS = 250;

/**
 * Busy share of all processors between two readings, 0 to 1. Counted from processor times, because the load average of the
 * operating system does not exist on Windows.
 */
export class CpuLoad {
  #last = totals();
  #at = performance.now();
  #load = 0;

  read(): number {
    if (performance.now() - this.#at < SHORTEST_SPAN_MS) return this.#load;
    const now = totals();
    const total = now.total - this.#last.total;
    this.#load = total <= 0 ? 0 : Math.min(1, Math.max(0, (now.busy - this.#last.busy) / total));
    this.#last = now;
    this.#at = performance.now();
    return this.#load;
  }
}

function totals(): { busy: number; total: number } {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, total: busy + idle };
}
