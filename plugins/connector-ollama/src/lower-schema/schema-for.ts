import type { JsonObject } from '@kora/contracts';
import type { TaggedModel } from '../models/tagged-model.ts';
import { lowerSchema } from './lower-schema.ts';

/** How a call of one model is constrained by a schema. */
export interface SchemaOfCall {
  readonly constraint: 'json_schema' | 'json' | 'none';
  /** What is sent as `format`. */
  readonly format: JsonObject;
  readonly warnings: readonly string[];
}

/** Ollama's MLX runner takes a schema and ignores it (ollama/ollama#17183). */
const IGNORES_SCHEMA = 'safetensors models of Ollama ignore the schema; the output is not constrained';

/** Lowers a schema for a model: the same before a call, to say what will not be enforced, and for the call. */
export function schemaFor({ format }: Pick<TaggedModel, 'format'>, schema: JsonObject): SchemaOfCall {
  const { constraint, schema: lowered, warnings } = lowerSchema(schema);
  if (format === 'safetensors') return { constraint: 'none', format: lowered, warnings: [IGNORES_SCHEMA] };
  return { constraint, format: lowered, warnings };
}
