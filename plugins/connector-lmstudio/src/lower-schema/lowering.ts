import { isRecord, type Json, type JsonObject } from '@kora/contracts';

/** Thrown when a schema cannot be said at all; the output is then only held to JSON. */
export class UnlowerableSchema extends Error {
  override readonly name = 'UnlowerableSchema';
}

/** What any JSON value matches. An empty schema would not do: llama.cpp takes it for an object. */
export const ANY_JSON: JsonObject = {
  oneOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array' },
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'null' },
  ],
};

/** References that may be followed within each other. */
const MAX_CHAIN = 150;
const PREFIX = '#/$defs/';

/** The state of lowering one schema document: its definitions by new names, and the warnings. */
export class Lowering {
  readonly definitions: Record<string, JsonObject> = {};
  readonly warnings = new Set<string>();
  readonly #root: JsonObject;
  readonly #names = new Map<string, string>();
  #depth = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** Says that a keyword will not be held to. */
  drop(at: string): void {
    this.warnings.add(`${at} is not enforced by LM Studio`);
  }

  /**
   * A reference to the definition of what `reference` names, made by `lower` at the first request. Undefined when it is
   * remote or names nothing, which llama.cpp answers with 400.
   */
  define(reference: string, lower: (target: Json, at: string) => JsonObject): JsonObject | undefined {
    const target = this.#resolve(reference);
    if (target === undefined) return undefined;
    const known = this.#names.get(reference);
    const name = known ?? `d${this.#names.size + 1}`;
    if (known === undefined) {
      if (this.#depth >= MAX_CHAIN) throw new UnlowerableSchema('its references lead on for too long');
      this.#depth += 1;
      this.#names.set(reference, name);
      this.definitions[name] = lower(target, reference.slice(1));
      this.#depth -= 1;
    }
    return { $ref: `${PREFIX}${name}` };
  }

  /** @throws UnlowerableSchema when a definition can begin with itself, on which llama.cpp hangs. */
  requireProgress(): void {
    for (const name of Object.keys(this.definitions)) {
      const open = [...beginnings(this.definitions[name] ?? {})];
      const reached = new Set<string>();
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next === name) throw new UnlowerableSchema('its references lead back to themselves');
        if (!reached.has(next)) open.push(...beginnings(this.definitions[next] ?? {}));
        reached.add(next);
      }
    }
  }

  /** Follows a JSON pointer (RFC 6901) within the document. */
  #resolve(reference: string): Json | undefined {
    if (reference === '#') return this.#root;
    if (!reference.startsWith('#/')) return undefined;
    let node: Json | undefined = this.#root;
    for (const raw of reference.slice(2).split('/')) {
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(node)) node = node[Number(key)];
      else node = isRecord(node) && Object.hasOwn(node, key) ? (node as JsonObject)[key] : undefined;
    }
    return node;
  }
}

/** Definitions that a lowered schema may begin with, before any character is generated. */
function beginnings(schema: JsonObject): readonly string[] {
  if (typeof schema.$ref === 'string') return [schema.$ref.slice(PREFIX.length)];
  const parts = schema.oneOf ?? schema.allOf;
  return Array.isArray(parts) ? parts.flatMap((part) => beginnings(part as JsonObject)) : [];
}
