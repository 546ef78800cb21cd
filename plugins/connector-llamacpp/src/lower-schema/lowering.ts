import { isRecord, type Json, type JsonObject } from '@kora/contracts';
import type { LoweringProfile } from './lowering-profile.ts';

/** Thrown when a schema cannot be said in the runtime's words at all; the output is then only held to JSON. */
export class UnlowerableSchema extends Error {
  override readonly name = 'UnlowerableSchema';
}

const MAX_NODES = 4000;
const MAX_DEPTH = 150;

/** The state of lowering one schema document. */
export class Lowering {
  readonly profile: LoweringProfile;
  readonly definitions: Record<string, JsonObject> = {};
  readonly warnings: string[] = [];
  readonly #root: JsonObject;
  readonly #names = new Map<string, string>();
  #nodes = 0;
  #depth = 0;

  constructor(root: JsonObject, profile: LoweringProfile) {
    this.#root = root;
    this.profile = profile;
  }

  /** Counts a node and its depth, so that a schema which unfolds without end is given up early. */
  enter<T>(work: () => T): T {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) throw new UnlowerableSchema('it unfolds to too many parts');
    if (this.#depth >= MAX_DEPTH) throw new UnlowerableSchema('it is nested too deeply');
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  /** The schema that a `$ref` names, or undefined when it is remote or points to nothing (RFC 6901). */
  resolve(reference: string): Json | undefined {
    if (reference === '#') return this.#root;
    if (!reference.startsWith('#/')) return undefined;
    let node: Json | undefined = this.#root;
    for (const raw of reference.slice(2).split('/')) {
      const key = decodeSegment(raw);
      if (Array.isArray(node)) node = node[Number(key)];
      else node = isRecord(node) && Object.hasOwn(node, key) ? (node as JsonObject)[key] : undefined;
    }
    return node;
  }

  /** A reference to the definition for `key`, which is made at the first request. Null when nothing can match it. */
  define(key: string, make: () => JsonObject | null): JsonObject | null {
    const known = this.#names.get(key);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `d${this.#names.size + 1}`;
    this.#names.set(key, name);
    const made = make();
    if (made === null) {
      this.#names.delete(key);
      return null;
    }
    this.definitions[name] = made;
    return { $ref: `#/$defs/${name}` };
  }

  warn(warning: string): void {
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }
}

function decodeSegment(raw: string): string {
  let text = raw;
  try {
    text = decodeURIComponent(raw);
  } catch (error) {
    // A lone percent sign is a plain character to most authors.
    if (!(error instanceof URIError)) throw error;
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}
