/**
 * Loaded into a Studio with `--import`: writes each stop of its main thread to the file that STOPS_FILE names, as a line
 * `{ from, to, cpu }`: when it began and ended, in milliseconds of the clock that all processes of a machine share, and the thread's
 * time on a core. A timer that is due every millisecond comes late by as long as nothing else had its turn.
 */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Stops below are no news. */
const SHORT_MS = 2;

const file = process.env.STOPS_FILE;
const clock = () => Number(process.hrtime.bigint()) / 1e6;
const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Watches until the process ends. What is found is written when there is time. */
function watch(path: string): void {
  let before = { at: clock(), cpu: cpu() };
  let found = '';
  const look = () => {
    const now = { at: clock(), cpu: cpu() };
    const spent = now.cpu - before.cpu;
    if (spent >= SHORT_MS) found += `${JSON.stringify({ from: before.at, to: now.at, cpu: spent })}\n`;
    else if (found !== '') {
      appendFileSync(path, found);
      found = '';
    }
    before = { at: clock(), cpu: cpu() };
  };
  setInterval(look, 1).unref();
}

// The processes and threads that Studio starts inherit its arguments.
if (isMainThread && file !== undefined && process.send === undefined) watch(file);
