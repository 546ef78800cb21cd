import { isRecord, type Json, type JsonObject, pointerSegment } from '@kora/contracts';
import { isAnnotation, isEnforced } from './enforced-keywords.ts';
import { beginsWithItself, resolveReference } from './references.ts';

/** A schema in words that Ollama's llama.cpp honours, and what got lost on the way. */
export interface LoweredSchema {
  /** `json` when the schema allows everything. */
  readonly constraint: 'json_schema' | 'json';
  readonly schema: JsonObject;
  /** One sentence each, beginning with a JSON pointer into the original schema. */
  readonly warnings: readonly string[];
}

/** Any JSON value. llama.cpp takes `{}` for any object and refuses `true`. */
export const ANY_JSON: JsonObject = {
  oneOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array' },
    { type: ['string', 'number', 'boolean', 'null'] },
  ],
};

const MAPS = new Set(['properties', '$defs', 'definitions']);
const LISTS = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
/** With one of these llama.cpp does not look at what stands next to it. */
const EXCLUSIVE = ['$ref', 'oneOf', 'anyOf'];

/**
 * Rewrites a JSON Schema 2020-12 only where llama.cpp would refuse or misread it, and names every keyword that it would
 * ignore in silence (connectors.md, 2.7). Pure. The engine validates the whole schema afterwards, so what is dropped costs
 * retries at worst, never correctness.
 */
export function lowerSchema(schema: JsonObject): LoweredSchema {
  const warnings: string[] = [];
  const lowered = new Lowering(schema, warnings).lower(schema, '');
  return { constraint: lowered === ANY_JSON ? 'json' : 'json_schema', schema: lowered, warnings };
}

class Lowering {
  readonly #root: JsonObject;
  readonly #warnings: string[];

  constructor(root: JsonObject, warnings: string[]) {
    this.#root = root;
    this.#warnings = warnings;
  }

  lower(schema: Json, pointer: string): JsonObject {
    if (!isRecord(schema)) return ANY_JSON;
    const node = schema as JsonObject;
    const asserting = Object.keys(node).filter((key) => !isAnnotation(key) && key !== '$defs' && key !== 'definitions');
    if (asserting.length === 0) return ANY_JSON;
    if (typeof node.$ref === 'string' && !this.#isUsable(node.$ref)) {
      this.#warnings.push(`${pointer}/$ref cannot be followed by Ollama; any JSON value is generated there`);
      return ANY_JSON;
    }
    this.#warnOfSilence(node, asserting, pointer);
    // Next to prefixItems, no items at all is how llama.cpp reads a fixed length.
    const isWord = (key: string) => key !== 'unevaluatedProperties' && !(key === 'items' && node.items === false);
    const kept = Object.entries(node).filter(([key]) => isEnforced(key, node) && isWord(key));
    return Object.fromEntries(kept.map(([key, value]) => [key, this.#child(key, value, pointer)]));
  }

  #isUsable(reference: string): boolean {
    return resolveReference(this.#root, reference) !== undefined && !beginsWithItself(this.#root, reference);
  }

  #warnOfSilence(node: JsonObject, asserting: readonly string[], pointer: string): void {
    const decisive = EXCLUSIVE.find((key) => node[key] !== undefined);
    const isOverlooked = (key: string) => decisive !== undefined && key !== decisive && key !== 'unevaluatedProperties';
    for (const key of asserting) {
      if (isEnforced(key, node) && !isOverlooked(key)) continue;
      this.#warnings.push(`${pointer}/${pointerSegment(key)} is not enforced by Ollama`);
    }
    const properties = isRecord(node.properties) ? node.properties : {};
    for (const name of Array.isArray(node.required) ? node.required : []) {
      if (typeof name === 'string' && !Object.hasOwn(properties, name)) {
        this.#warnings.push(`${pointer}/required: "${name}" is not enforced by Ollama, because properties lacks it`);
      }
    }
  }

  #child(key: string, value: Json, pointer: string): Json {
    const at = `${pointer}/${key}`;
    if (MAPS.has(key) && isRecord(value)) {
      const named = Object.entries(value as JsonObject);
      return Object.fromEntries(
        named.map(([name, child]) => [name, this.lower(child, `${at}/${pointerSegment(name)}`)]),
      );
    }
    if (LISTS.has(key) && Array.isArray(value)) return value.map((child, i) => this.lower(child, `${at}/${i}`));
    if (key === 'items' || (key === 'additionalProperties' && isRecord(value))) return this.lower(value, at);
    return value;
  }
}
