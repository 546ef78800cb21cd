import type { JsonObject } from '@kora/contracts';
import { lowerNode } from './lower-node.ts';
import { ANY_JSON, Lowering, UnlowerableSchema } from './lowering.ts';

/** A schema in words that LM Studio honours, and what got lost on the way. */
export interface LoweredSchema {
  /** `json` when the schema could not be said at all, or allows everything: the output is then only held to JSON. */
  readonly constraint: 'json_schema' | 'json';
  readonly schema: JsonObject;
  /** One sentence each, beginning with a JSON pointer into the original schema. */
  readonly warnings: readonly string[];
}

/**
 * Rewrites a JSON Schema 2020-12 into what the llama.cpp grammars of LM Studio enforce: what they ignore in silence, or
 * answer with 400, is dropped and named. Pure. The engine validates the whole schema afterwards, so a drop costs retries
 * at worst, never correctness.
 */
export function lowerSchema(schema: JsonObject): LoweredSchema {
  const lowering = new Lowering(schema);
  try {
    const lowered = lowerNode(schema, '', lowering);
    lowering.requireProgress();
    const warnings = [...lowering.warnings];
    if (lowered === ANY_JSON) return { constraint: 'json', schema: ANY_JSON, warnings };
    const $defs = lowering.definitions;
    const isReferring = Object.keys($defs).length > 0;
    return { constraint: 'json_schema', schema: { ...lowered, ...(isReferring ? { $defs } : {}) }, warnings };
  } catch (error) {
    if (!(error instanceof UnlowerableSchema)) throw error;
    const warning = `the schema cannot be enforced by LM Studio (${error.message}); the output is only held to JSON`;
    return { constraint: 'json', schema: ANY_JSON, warnings: [warning] };
  }
}
