import type { Json } from '@kora/contracts';
import { isList, isObject } from './is-object.ts';

/** A copy of a value in which the keys of every object come in a given order, and all others behind them by code units. */
export function orderedCopy(value: Json, order: readonly string[]): Json {
  const places = new Map(order.map((key, i) => [key, i]));
  const place = (key: string) => places.get(key) ?? places.size;
  const copy = (inner: Json): Json => {
    if (isList(inner)) return inner.map(copy);
    if (!isObject(inner)) return inner;
    const keys = Object.keys(inner).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
    const made: Record<string, Json> = Object.create(null);
    for (const key of keys) made[key] = copy(inner[key] ?? null);
    return made;
  };
  return copy(value);
}
