import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A server of the harness in a process of its own, so that it does not share an event loop with the client that measures. */
export interface ChildServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts a program of the harness whose first message is the address that it listens on.
 * @throws when it ends before that.
 */
export async function startChildServer(program: URL, args: readonly string[] = []): Promise<ChildServer> {
  const child = fork(program, [...args]);
  const ended = new AbortController();
  child.once('exit', (code) => ended.abort(new Error(`${program.pathname} ended with ${code} before it listened`)));
  const [{ url }] = await once(child, 'message', { signal: ended.signal });
  return {
    url,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
