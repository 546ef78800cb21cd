import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What was measured on, and how busy it was, in a sentence. Loads are the averages of one minute, of all programs together. */
export function machineLine(started: Date, loadBefore: number): string {
  const [cpu] = cpus();
  const load = `load ${loadBefore.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const minutes = ((Date.now() - started.getTime()) / 60_000).toFixed(1);
  return [
    `Measured on ${started.toISOString().slice(0, 10)} in ${minutes} minutes: ${cpu?.model.trim() ?? 'unknown processor'}`,
    `${availableParallelism()} cores, ${memory}, ${type()} ${release().split('-')[0]}, Node ${process.versions.node}, ${load}.`,
  ].join(', ');
}
