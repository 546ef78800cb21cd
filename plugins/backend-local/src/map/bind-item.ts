import { INDEX, ITEM, isRecord, isReference, type Json, type Message } from '@kora/contracts';

/** Where an item of a list can be found: its name among the outputs, and its place. */
export interface BoundItem {
  readonly source: string;
  readonly index: number;
}

/**
 * Makes references to the item and its index those of one item. They stay references, because what an item holds is data: put in place
 * as it is, an object in it with a `$from` key would become one. What holds none of them is returned as it is, not copied.
 */
export function bindArguments(value: Json, item: BoundItem): Json {
  if (isReference(value)) {
    if (value.$from === ITEM) return { ...value, $from: item.source };
    // A number has no parts; a pointer into it names nothing, and the task hears of that when it runs.
    return value.$from === INDEX && (value.pointer ?? '') === '' ? item.index : value;
  }
  if (Array.isArray(value)) {
    const bound = value.map((member: Json) => bindArguments(member, item));
    return bound.some((member, i) => member !== value[i]) ? bound : value;
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  const bound = entries.map(([key, member]) => [key, bindArguments(member, item)] as const);
  return bound.some(([, member], i) => member !== entries[i]?.[1]) ? Object.fromEntries(bound) : value;
}

/** The same for the messages of a model task. */
export function bindMessages(messages: readonly Message[], item: BoundItem): readonly Message[] {
  return messages.map((message) => {
    if (typeof message.content === 'string') return message;
    const content = message.content.map((part) => {
      if (typeof part === 'string') return part;
      if (part.$from === ITEM) return { ...part, $from: item.source };
      return part.$from === INDEX && (part.pointer ?? '') === '' ? String(item.index) : part;
    });
    return { ...message, content };
  });
}

/** Ids of the dependencies that a value refers to, the item and its index left out. */
export function sourcesIn(value: Json | object, found = new Set<string>()): ReadonlySet<string> {
  if (isReference(value)) {
    if (value.$from !== ITEM && value.$from !== INDEX) found.add(value.$from);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) sourcesIn(member, found);
  }
  return found;
}
