import type { JsonObject } from '@kora/contracts';
import { ANY_JSON } from './any-json.ts';
import { hasLeftRecursion } from './left-recursion.ts';
import { lowerNode } from './lower-node.ts';
import { Lowering, UnlowerableSchema } from './lowering.ts';
import type { LoweringProfile } from './lowering-profile.ts';
import { unsupportedKeywords } from './unsupported-keywords.ts';

/** A schema in words that the runtime honours, and what got lost on the way. */
export interface LoweredSchema {
  /** `json` when the schema could not be said at all, or allows everything: the output is then only held to JSON. */
  readonly constraint: 'json_schema' | 'json';
  readonly schema: JsonObject;
  /** One sentence each, beginning with a JSON pointer into the original schema. */
  readonly warnings: readonly string[];
}

/**
 * Rewrites a JSON Schema 2020-12 into the part of it that a llama.cpp front end enforces: `anyOf` and `allOf` become
 * `oneOf` and merged objects, every reference becomes a `$defs` entry, what cannot be enforced is dropped and named.
 * Pure. The engine validates the whole schema afterwards, so a drop costs retries at worst, never correctness.
 */
export function lowerSchema(schema: JsonObject, profile: LoweringProfile): LoweredSchema {
  const dropped = unsupportedKeywords(schema, profile).map((pointer) => `${pointer} is not enforced by llama.cpp`);
  const lowering = new Lowering(schema, profile);
  try {
    const lowered = lowerNode(schema, { pointer: '', followed: [] }, lowering);
    if (lowered === null) throw new UnlowerableSchema('no value can match it');
    const $defs = lowering.definitions;
    if (hasLeftRecursion($defs)) throw new UnlowerableSchema('its references lead back to themselves');
    const warnings = [...dropped, ...lowering.warnings];
    if (lowered === ANY_JSON) return { constraint: 'json', schema: ANY_JSON, warnings };
    return {
      constraint: 'json_schema',
      schema: { ...lowered, ...(Object.keys($defs).length > 0 ? { $defs } : {}) },
      warnings,
    };
  } catch (error) {
    if (!(error instanceof UnlowerableSchema)) throw error;
    const warning = `the schema cannot be enforced by llama.cpp (${error.message}); the output is only held to JSON`;
    return { constraint: 'json', schema: ANY_JSON, warnings: [warning] };
  }
}
