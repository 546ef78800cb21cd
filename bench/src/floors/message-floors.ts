import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Floor } from './floor.ts';

const file = fileURLToPath(new URL('echo-worker.ts', import.meta.url));

/** There and back through Piscina, to one thread. */
export async function piscinaFloor(message: unknown): Promise<Floor> {
  const pool = new Piscina({ filename: file, name: 'echo', minThreads: 1, maxThreads: 1 });
  return { name: 'one Piscina message', run: () => pool.run(message), close: () => pool.destroy() };
}

/** There and back to a worker thread. */
export async function threadFloor(message: unknown): Promise<Floor> {
  const worker = new Worker(file);
  await once(worker, 'online');
  return {
    name: 'one worker message',
    async run() {
      const back = once(worker, 'message');
      worker.postMessage(message);
      await back;
    },
    close: () => worker.terminate(),
  };
}

/** There and back to a child process, by structured clone as the local backend does it. */
export async function processFloor(message: unknown): Promise<Floor> {
  const child = fork(file, { serialization: 'advanced' });
  await once(child, 'spawn');
  return {
    name: 'one message to a process',
    async run() {
      const back = once(child, 'message');
      child.send({ message });
      await back;
    },
    async close() {
      child.kill();
    },
  };
}
