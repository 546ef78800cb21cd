import type { Json, JsonObject } from '@kora/contracts';

const PREFIX = '#/$defs/';

/** Definitions that a lowered schema may begin with, before any character is generated. */
function beginnings(schema: JsonObject): readonly string[] {
  const reference = schema.$ref;
  if (typeof reference === 'string') return [reference.slice(PREFIX.length)];
  const choices: Json = schema.oneOf ?? [];
  return Array.isArray(choices) ? choices.flatMap((choice) => beginnings(choice as JsonObject)) : [];
}

/** True when a definition can begin with itself. llama.cpp refuses such a grammar, or hangs on it. */
export function hasLeftRecursion(definitions: Readonly<Record<string, JsonObject>>): boolean {
  const nextOf = (name: string) => beginnings(definitions[name] ?? {});
  return Object.keys(definitions).some((name) => {
    const reached = new Set<string>();
    const open = [...nextOf(name)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true;
      if (!reached.has(next)) open.push(...nextOf(next));
      reached.add(next);
    }
    return false;
  });
}
