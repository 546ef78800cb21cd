import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const STEPS = ['realpath', 'stat', 'open', 'write', 'fsync', 'close', 'chown', 'chmod', 'rename', 'unlink'] as const;
const PROMISED_STEPS = ['mkdir', 'readdir', 'readFile', 'open', 'rm'] as const;

function replace(target: object, name: string, make: (original: (...args: unknown[]) => unknown) => unknown): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new TypeError(`fs has no ${name}`);
  Reflect.set(
    target,
    name,
    make((...args) => Reflect.apply(original, target, args)),
  );
}

/**
 * Kills this process with SIGKILL just before its file system call number `step`, counted from 1; a write of a whole file is cut
 * off in its middle. 0 only counts.
 * @returns how many calls there were so far
 */
export function killAtStep(step: number): () => number {
  let steps = 0;
  const next = () => {
    if (++steps === step) process.kill(process.pid, 'SIGKILL');
  };
  const counted =
    (original: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      next();
      return original(...args);
    };
  for (const name of STEPS) replace(fs, name, counted);
  for (const name of PROMISED_STEPS) replace(fs.promises, name, counted);
  replace(fs.promises, 'writeFile', (original) => (path: unknown, content: unknown) => {
    if (steps + 1 === step) fs.writeFileSync(String(path), String(content).slice(0, String(content).length / 2));
    next();
    return original(path, content);
  });
  syncBuiltinESMExports();
  return () => steps;
}
