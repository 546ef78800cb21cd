/**
 * Loaded into a Studio with `--import`: counts how much of its main thread's work comes between two turns of its event loop, in
 * characters that are parsed, printed, encoded, decoded, hashed or written, and keeps the most in the file that TURN_WORK_FILE names.
 * A count is the same on a slow machine as on a fast one.
 */
import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

type Work = Record<'parsed' | 'printed' | 'encoded' | 'decoded' | 'hashed' | 'written', number>;

const none = (): Work => ({ parsed: 0, printed: 0, encoded: 0, decoded: 0, hashed: 0, written: 0 });
const sumOf = (work: Work) => Object.values(work).reduce((sum, each) => sum + each, 0);

/** Puts a function around a method of the platform that tells the counter how long what it was given or gave is. */
function counted<K extends string>(
  owner: { [key in K]: (...args: never[]) => unknown },
  name: K,
  count: (args: readonly unknown[], result: unknown) => void,
): void {
  const original = owner[name];
  owner[name] = function (this: unknown, ...args: never[]) {
    const result = original.apply(this, args);
    count(args, result);
    return result;
  };
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;

/** Counts until the process ends. */
function count(path: string): void {
  let work = none();
  let most = 0;
  const add = (kind: keyof Work, length: number) => {
    work[kind] += length;
  };
  counted(JSON, 'parse', ([text]) => add('parsed', lengthOf(text)));
  counted(JSON, 'stringify', (_, result) => add('printed', lengthOf(result)));
  counted(Buffer, 'from', ([text]) => add('encoded', typeof text === 'string' ? text.length : 0));
  counted(Buffer.prototype, 'toString', (_, result) => add('decoded', lengthOf(result)));
  counted(crypto, 'hash', ([, data]) => add('hashed', lengthOf(data)));
  counted(fs, 'writeSync', ([, data]) => add('written', lengthOf(data)));
  syncBuiltinESMExports();
  // Due all the time, so it comes once between any two turns that last.
  const turn = () => {
    const sum = sumOf(work);
    const done = work;
    work = none();
    if (sum <= most) return;
    most = sum;
    fs.writeFileSync(path, JSON.stringify({ sum, ...done }));
    work = none();
  };
  setInterval(turn, 1).unref();
}

const file = process.env.TURN_WORK_FILE;
// The processes and threads that Studio starts inherit its arguments.
if (isMainThread && file !== undefined && process.send === undefined) count(file);
