import { isRecord, type Json } from '@kora/contracts';

/** The same value with U+FFFD for every half of a character, which JSON may escape and no reader of ours takes back. */
export function wellFormed<T extends Json>(value: T): T;
export function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item: Json) => wellFormed(item));
  if (!isRecord(value)) return value;
  const members = Object.entries(value as { readonly [key: string]: Json });
  return Object.fromEntries(members.map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
