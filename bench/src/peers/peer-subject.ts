import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchGraph } from '../graphs.ts';
import { cpuTimeOf } from '../processes/cpu-time.ts';
import type { Subject } from './subject.ts';

/** A message to the process of a peer: a graph to prepare, or else the one prepared is run. */
export interface Ask {
  readonly graph?: BenchGraph;
}

/** Its answer. */
export interface Told {
  readonly wall_ms: number;
  readonly output: number;
}

/** A peer in a process of its own, so that neither heap nor compiled code of one engine is in the way of another. */
export function peerSubject(name: 'graphai' | 'langgraph'): Subject {
  const child = fork(fileURLToPath(new URL('serve-runner.ts', import.meta.url)), [name]);
  const pid = child.pid ?? 0;
  const gone = new AbortController();
  child.once('exit', (code) => gone.abort(new Error(`the process of ${name} ended with ${code}`)));
  const ask = async (message: Ask): Promise<Told> => {
    const answered = once(child, 'message', { signal: gone.signal });
    child.send(message);
    const [told] = await answered;
    return told;
  };
  return {
    name,
    load: async (graph) => void (await ask({ graph })),
    async run() {
      const before = await cpuTimeOf(pid);
      const told = await ask({});
      return { ...told, cpu_ms: (await cpuTimeOf(pid)) - before };
    },
    async close() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
