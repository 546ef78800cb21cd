import { isRecord, type Json, type JsonObject } from '../codec/json.ts';

const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', '$ref', 'dependentSchemas'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const SINGLES = [
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'if',
  'then',
  'else',
  'not',
];
/** Members of these describe the same object as their parent does, or a part of it, so they must not close it. */
const SHARES_OBJECT = new Set(['allOf', 'if', 'then', 'else', 'not', 'dependentSchemas']);

const describesObject = (schema: JsonObject): boolean =>
  schema.type === 'object' ||
  (Array.isArray(schema.type) && schema.type.includes('object')) ||
  schema.properties !== undefined;

const isSilent = (schema: JsonObject): boolean =>
  schema.additionalProperties === undefined && schema.unevaluatedProperties === undefined;

function close(schema: Json, open: boolean): Json {
  if (!isRecord(schema)) return schema;
  const object = schema as JsonObject;
  const isObject = describesObject(object);
  const closed: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(object)) {
    const inner = SHARES_OBJECT.has(key) || ((key === 'anyOf' || key === 'oneOf') && (isObject || open));
    if (LISTS.includes(key) && Array.isArray(value)) closed[key] = value.map((member) => close(member, inner));
    else if (MAPS.includes(key) && isRecord(value)) {
      closed[key] = Object.fromEntries(
        Object.entries(value as JsonObject).map(([name, member]) => [name, close(member, inner)]),
      );
    } else closed[key] = SINGLES.includes(key) ? close(value, inner) : value;
  }
  if (isObject && !open && isSilent(object)) {
    // Beside an in-place applicator, additionalProperties would refuse what the applicator's own schema allows.
    const keyword = IN_PLACE.some((name) => object[name] !== undefined)
      ? 'unevaluatedProperties'
      : 'additionalProperties';
    closed[keyword] = false;
  }
  return closed;
}

/**
 * Closes every object schema that is silent about further properties, as contracts.md asks: `additionalProperties: false`, or
 * `unevaluatedProperties: false` where the object is composed with allOf, anyOf, oneOf, if or $ref. A schema that says
 * something itself, also `true`, is left alone. Idempotent.
 */
export function closeObjectSchemas(schema: JsonObject): JsonObject {
  return close(schema, false) as JsonObject;
}
