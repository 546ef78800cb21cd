import { createHash } from 'node:crypto';
import { isRecord } from '@kora/contracts';

/** The same JSON value with the keys of every object in another order, which depends on the seed. */
export function shuffleKeys<T>(value: T, seed: number): T;
export function shuffleKeys(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, seed));
  if (!isRecord(value)) return value;
  const rank = (key: string) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  const keys = Object.keys(value).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, shuffleKeys(value[key], seed)]));
}
