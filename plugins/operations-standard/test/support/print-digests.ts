import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@kora/contracts';
import { readDescriptors } from '../../src/library/read-descriptors.ts';
import { canonicalText } from '../../src/values/canonical.ts';
import { isList, isObject } from '../../src/values/is-object.ts';
import { openRealm } from './realm.ts';

/** The same value with the keys of every object in an order that depends on the seed. */
function shuffled(value: Json, seed: number): Json {
  if (isList(value)) return value.map((item) => shuffled(item, seed));
  if (!isObject(value)) return value;
  const rank = (key: string) => createHash('md5').update(`${seed}${key}`).digest('hex');
  const keys = Object.keys(value).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, shuffled(value[key] ?? null, seed)]));
}

/** What a call gives, or says when it throws. */
function outcome(call: () => string): string {
  try {
    return canonicalText(JSON.parse(call()));
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : error}`;
  }
}

const [folder = '', seed = '0', extra = '[]'] = process.argv.slice(2);
const realm = openRealm(readFileSync(join(folder, 'operations.js'), 'utf8'));
const descriptors = readDescriptors(readFileSync(join(folder, 'operations.json'), 'utf8'));
const examples = descriptors.flatMap(({ name, examples }) =>
  examples.map((example) => [name, example.arguments] as const),
);
const more: readonly (readonly [string, Json])[] = JSON.parse(extra);
for (const [name, args] of [...examples, ...more]) {
  const text = JSON.stringify(shuffled(args, Number(seed)));
  // Twice, because a library that keeps something between calls would answer differently.
  const [first, second] = [1, 2].map(() => outcome(() => realm.callText(name, text)));
  process.stdout.write(`${name} ${first === second ? first : `DIFFERS ${first} ${second}`}\n`);
}
