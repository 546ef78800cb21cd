import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { any, choice, list, object, text } from '../../operation/schema.ts';
import { sortedKeys } from '../../values/canonical.ts';
import { sameJson } from '../../values/compare.ts';
import { isList, isObject } from '../../values/is-object.ts';
import { escapeToken } from '../../values/pointer.ts';

const MAX_CHANGES = 10_000;

interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

function* changes(before: Json, after: Json, path: string): Generator<Change> {
  if (isList(before) && isList(after)) {
    const common = Math.min(before.length, after.length);
    for (let i = 0; i < common; i++) yield* changes(before[i] ?? null, after[i] ?? null, `${path}/${i}`);
    for (let i = before.length - 1; i >= common; i--) yield { op: 'remove', path: `${path}/${i}` };
    for (let i = common; i < after.length; i++) yield { op: 'add', path: `${path}/${i}`, value: after[i] ?? null };
  } else if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...sortedKeys(before), ...sortedKeys(after)])].sort()) {
      const at = `${path}/${escapeToken(key)}`;
      if (!Object.hasOwn(after, key)) yield { op: 'remove', path: at };
      else if (!Object.hasOwn(before, key)) yield { op: 'add', path: at, value: after[key] ?? null };
      else yield* changes(before[key] ?? null, after[key] ?? null, at);
    }
  } else if (!sameJson(before, after)) yield { op: 'replace', path, value: after };
}

/** Lists are compared position by position, so an item put in front changes all that follow. */
export const diff = defineOperation('json.diff', () => ({
  version: '1.0.0',
  summary: 'The changes that lead from one value to another, as a JSON patch (RFC 6902).',
  arguments: object({ before: any(), after: any() }),
  result: list(
    object({ op: choice(['add', 'remove', 'replace']), path: text() }, { value: any() }),
    undefined,
    MAX_CHANGES,
  ),
  examples: [
    {
      arguments: { before: { a: 1, b: [1, 2], c: 0 }, after: { a: 1, b: [1, 3, 4], d: 5 } },
      result: [
        { op: 'replace', path: '/b/1', value: 3 },
        { op: 'add', path: '/b/2', value: 4 },
        { op: 'remove', path: '/c' },
        { op: 'add', path: '/d', value: 5 },
      ],
    },
  ],
  run({ before, after }) {
    const found = changes(before, after, '')
      .take(MAX_CHANGES + 1)
      .toArray();
    if (found.length > MAX_CHANGES) fail('after', `differs in more than ${MAX_CHANGES} places`);
    return found;
  },
}));
