import { isRecord, type Json, pointerSegment } from '@kora/contracts';
import { linearRegExp, MAX_PATTERN_LENGTH } from './linear-regexp.ts';
import { subschemasOf } from './schema-walk.ts';

/** Longest schema, in characters of JSON. */
export const MAX_SCHEMA_LENGTH = 100_000;
/** Deepest nesting of schemas in schemas. */
export const MAX_SCHEMA_DEPTH = 32;
/** Most schemas inside one schema. */
export const MAX_SUBSCHEMAS = 2_000;

/** Something wrong inside a schema. */
export interface SchemaProblem {
  /** JSON pointer into the schema. */
  readonly path: string;
  readonly message: string;
}

function patternProblem(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`;
  try {
    linearRegExp(pattern, 'u');
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `is no pattern that can be matched in linear time (no lookaround, no backreferences): ${reason}`;
  }
}

function referenceProblem(reference: Json): string | null {
  if (typeof reference === 'string' && reference.startsWith('#')) return null;
  return 'must point inside this schema, such as #/$defs/name; nothing is ever fetched';
}

/**
 * Checks what Ajv would not: size, depth, patterns that only a backtracking engine can match, references that leave the
 * document. Linear in the size of the schema.
 */
export function schemaLimitProblems(schema: Json, textLength: number): readonly SchemaProblem[] {
  if (textLength > MAX_SCHEMA_LENGTH) return [{ path: '', message: `is longer than ${MAX_SCHEMA_LENGTH} characters` }];
  const problems: SchemaProblem[] = [];
  const report = (path: string, message: string | null) => {
    if (message !== null) problems.push({ path, message });
  };
  let count = 0;
  for (const { path, depth, schema: subschema } of subschemasOf(schema)) {
    if (depth > MAX_SCHEMA_DEPTH) return [...problems, { path, message: `is nested deeper than ${MAX_SCHEMA_DEPTH}` }];
    if (++count > MAX_SUBSCHEMAS)
      return [...problems, { path: '', message: `holds more than ${MAX_SUBSCHEMAS} schemas` }];
    if (typeof subschema.pattern === 'string') report(`${path}/pattern`, patternProblem(subschema.pattern));
    if (isRecord(subschema.patternProperties)) {
      for (const pattern of Object.keys(subschema.patternProperties)) {
        report(`${path}/patternProperties/${pointerSegment(pattern)}`, patternProblem(pattern));
      }
    }
    for (const key of ['$ref', '$dynamicRef']) {
      const reference = subschema[key];
      if (reference !== undefined) report(`${path}/${key}`, referenceProblem(reference));
    }
    // Ajv would register an identified schema globally and let the next one refer to it.
    for (const key of ['$id', '$schema'] as const) {
      const value = subschema[key];
      if (value === undefined || (key === '$schema' && value === DIALECT)) continue;
      report(
        `${path}/${key}`,
        key === '$id' ? 'is not allowed; use $defs and $ref: "#/$defs/name"' : `must be ${DIALECT}`,
      );
    }
  }
  return problems;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
