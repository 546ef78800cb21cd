import { isRecord, type JsonObject, pointerSegment, type ValidationError } from '@kora/contracts';

/** Stands in a path for a name that came from an answer. */
const HIDDEN = '*';

/** Keywords whose message quotes a name from the answer, and what telemetry says instead. */
const NAMES_ANSWER: ReadonlyMap<string, string> = new Map([
  ['additionalProperties', 'must NOT have additional properties'],
  ['unevaluatedProperties', 'must NOT have unevaluated properties'],
  ['propertyNames', 'property name must be valid'],
]);

/** Every property name that a schema itself declares, anywhere in it, as it stands in a pointer. */
function declaredNames(schema: unknown, names: Set<string>): Set<string> {
  if (Array.isArray(schema)) for (const item of schema) declaredNames(item, names);
  else if (isRecord(schema)) {
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && isRecord(value))
        for (const name of Object.keys(value)) names.add(pointerSegment(name));
      declaredNames(value, names);
    }
  }
  return names;
}

/**
 * Validation errors as telemetry may hold them. A path leads through the answer, and an answer can put anything into the name
 * of a property: only names that the graph's author declared, and indexes, are shown; every other one becomes `*`.
 */
export function contentFreeErrors(errors: readonly ValidationError[], schema: JsonObject): readonly ValidationError[] {
  if (errors.length === 0) return errors;
  const names = declaredNames(schema, new Set());
  const shown = (segment: string) => (names.has(segment) || /^(0|[1-9]\d{0,5})$/.test(segment) ? segment : HIDDEN);
  return errors.map((error) => {
    const [, ...segments] = error.path.split('/');
    const path = segments.map((segment) => `/${shown(segment)}`).join('');
    return { path, keyword: error.keyword, message: NAMES_ANSWER.get(error.keyword) ?? error.message };
  });
}
