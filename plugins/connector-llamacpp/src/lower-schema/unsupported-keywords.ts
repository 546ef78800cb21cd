import { isRecord, type Json, type JsonObject, pointerSegment } from '@kora/contracts';
import { enumeratedRange, keepsPattern, keepsRepetition, type LoweringProfile } from './lowering-profile.ts';

/** Keywords that say nothing about which values are valid. */
const ANNOTATIONS = new Set(
  '$schema $id $anchor $comment title description default examples deprecated readOnly writeOnly contentMediaType contentEncoding'.split(
    ' ',
  ),
);
const APPLIED = new Set(
  'type properties required additionalProperties items prefixItems enum const anyOf oneOf allOf $ref $defs definitions'.split(
    ' ',
  ),
);
const INTEGER_BOUNDS = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
const REPETITIONS = new Set(['minLength', 'maxLength', 'minItems', 'maxItems']);
const PROPERTY_COUNTS = new Set(['minProperties', 'maxProperties']);

function isEnforced(keyword: string, schema: JsonObject, profile: LoweringProfile): boolean {
  const value = schema[keyword];
  if (ANNOTATIONS.has(keyword) || APPLIED.has(keyword)) return true;
  if (REPETITIONS.has(keyword))
    return keepsRepetition(value, profile) && !(keyword.endsWith('Length') && isShaped(schema, profile));
  if (INTEGER_BOUNDS.has(keyword)) {
    return schema.type === 'integer' && (profile.boundsIntegers || enumeratedRange(schema) !== null);
  }
  if (PROPERTY_COUNTS.has(keyword))
    return profile.countsProperties && isOpen(schema) && keepsRepetition(value, profile);
  if (keyword === 'format') return typeof value === 'string' && profile.formats.has(value);
  return keyword === 'pattern' && keepsPattern(value, profile);
}

/** A format or a pattern already decides the whole string; lengths next to it are not looked at. */
function isShaped(schema: JsonObject, profile: LoweringProfile): boolean {
  return profile.formats.has(String(schema.format)) || keepsPattern(schema.pattern, profile);
}

/** True when an object may have keys that its schema does not name. */
export function isOpen(schema: JsonObject): boolean {
  return schema.additionalProperties === undefined
    ? schema.properties === undefined
    : schema.additionalProperties !== false;
}

function* subschemas(schema: JsonObject): Generator<readonly [path: string, schema: Json]> {
  for (const keyword of ['properties', '$defs', 'definitions']) {
    const named = schema[keyword];
    if (!isRecord(named)) continue;
    for (const [name, child] of Object.entries(named)) yield [`/${keyword}/${pointerSegment(name)}`, child as Json];
  }
  for (const keyword of ['items', 'additionalProperties']) {
    if (schema[keyword] !== undefined) yield [`/${keyword}`, schema[keyword]];
  }
  for (const keyword of ['prefixItems', 'anyOf', 'oneOf', 'allOf']) {
    const list = schema[keyword];
    if (Array.isArray(list)) for (const [i, child] of list.entries()) yield [`/${keyword}/${i}`, child];
  }
}

/**
 * Lists the keywords of a schema that the profile cannot enforce.
 * @returns JSON pointers into the schema, in document order.
 */
export function unsupportedKeywords(schema: Json, profile: LoweringProfile, at = ''): readonly string[] {
  if (!isRecord(schema)) return [];
  const node = schema as JsonObject;
  const here = Object.keys(node)
    .filter((keyword) => !isEnforced(keyword, node, profile))
    .map((keyword) => `${at}/${pointerSegment(keyword)}`);
  return [...here, ...[...subschemas(node)].flatMap(([path, child]) => unsupportedKeywords(child, profile, at + path))];
}
