/** Sends back what it is sent: the other end of a thread's or a process's channel. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (message) => parentPort?.postMessage(message));
process.on('message', (message) => process.send?.(message));

/** What a pool of threads calls. */
export const echo = (message: unknown): unknown => message;
