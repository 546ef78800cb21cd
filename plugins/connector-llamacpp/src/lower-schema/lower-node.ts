import { isRecord, type Json, type JsonObject } from '@kora/contracts';
import { ANY_JSON } from './any-json.ts';
import { lowerArray } from './lower-array.ts';
import { lowerObject } from './lower-object.ts';
import { lowerNumber, lowerString } from './lower-scalar.ts';
import { lowerValues } from './lower-values.ts';
import { type Lowering, UnlowerableSchema } from './lowering.ts';
import { mergeSchemas } from './merge-schemas.ts';

/** Where lowering is: for warnings, and to notice a reference that leads back to itself without consuming anything. */
export interface Place {
  readonly pointer: string;
  /** References followed since the last property or item. */
  readonly followed: readonly string[];
}

/** Steps into a property or item: from here a reference may lead back, that is ordinary recursion. */
export function inside(place: Place, path: string): Place {
  return { pointer: place.pointer + path, followed: [] };
}

const ASSERTIONS =
  'type properties required additionalProperties items prefixItems enum const minLength maxLength pattern format minItems maxItems minimum maximum exclusiveMinimum exclusiveMaximum minProperties maxProperties'.split(
    ' ',
  );
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
const IMPLIED: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['string', ['minLength', 'maxLength', 'pattern', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']],
];

/** The lowered form of any schema, or null when no value matches it. */
export function lowerNode(schema: Json, place: Place, lowering: Lowering): JsonObject | null {
  return lowering.enter(() => {
    if (schema === true) return ANY_JSON;
    if (schema === false) return null;
    if (!isRecord(schema)) throw new UnlowerableSchema(`the schema at ${place.pointer || 'the root'} is no schema`);
    const node = schema as JsonObject;
    if (typeof node.$ref === 'string') return lowerReference(node, node.$ref, place, lowering);
    if (Array.isArray(node.allOf)) return lowerAllOf(node, node.allOf, place, lowering);
    if (Array.isArray(node.oneOf)) return lowerChoice(node, 'oneOf', node.oneOf, place, lowering);
    if (Array.isArray(node.anyOf)) return lowerChoice(node, 'anyOf', node.anyOf, place, lowering);
    return lowerTyped(node, place, lowering);
  });
}

function without(node: JsonObject, ...keywords: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(node).filter(([key]) => !keywords.includes(key) && key !== '$defs' && key !== 'definitions'),
  );
}

function asserts(node: JsonObject): boolean {
  return Object.keys(node).some((key) => ASSERTIONS.includes(key) || ['$ref', 'allOf', 'anyOf', 'oneOf'].includes(key));
}

function lowerReference(node: JsonObject, reference: string, place: Place, lowering: Lowering): JsonObject | null {
  const target = lowering.resolve(reference);
  const isLoop = place.followed.includes(reference);
  if (target === undefined || isLoop) {
    const why = isLoop ? 'leads back to itself' : 'points to nothing in the schema';
    lowering.warn(`${place.pointer}/$ref: ${reference} ${why}; any JSON value is generated there`);
    return ANY_JSON;
  }
  const next = { ...place, followed: [...place.followed, reference] };
  const rest = without(node, '$ref');
  if (asserts(rest)) return lowerNode(mergeSchemas(target, rest), next, lowering);
  return lowering.define(reference, () => lowerNode(target, next, lowering));
}

function lowerAllOf(node: JsonObject, parts: readonly Json[], place: Place, lowering: Lowering): JsonObject | null {
  const rest = without(node, 'allOf');
  const all = [...(asserts(rest) ? [rest] : []), ...parts].filter(
    (part) => !isRecord(part) || asserts(part as JsonObject),
  );
  const [only] = all;
  if (all.length <= 1) return lowerNode(only ?? true, place, lowering);
  let followed = place.followed;
  const unfold = (part: Json): Json => {
    const reference = isRecord(part) ? (part as JsonObject).$ref : undefined;
    if (typeof reference !== 'string') return part;
    const target = lowering.resolve(reference);
    if (target === undefined || followed.includes(reference)) {
      lowering.warn(`${place.pointer}/allOf: ${reference} cannot be merged and is left out`);
      return true;
    }
    followed = [...followed, reference];
    return unfold(mergeSchemas(target, without(part as JsonObject, '$ref')));
  };
  const merged = all.map(unfold).reduce((a, b) => mergeSchemas(a, b));
  return lowerNode(merged, { ...place, followed }, lowering);
}

function lowerChoice(
  node: JsonObject,
  keyword: string,
  branches: readonly Json[],
  place: Place,
  lowering: Lowering,
): JsonObject | null {
  const rest = without(node, keyword);
  const isPlain = !asserts(rest);
  const lowered = branches.map((branch, i) => {
    const at = { ...place, pointer: `${place.pointer}/${keyword}/${i}` };
    return lowerNode(isPlain ? branch : { allOf: [rest, branch] }, at, lowering);
  });
  return oneOf(lowered);
}

/** A choice between what is left of the alternatives. */
export function oneOf(alternatives: readonly (JsonObject | null)[]): JsonObject | null {
  const possible = alternatives.filter((alternative) => alternative !== null);
  const [only] = possible;
  return possible.length <= 1 ? (only ?? null) : { oneOf: possible };
}

function typesOf(node: JsonObject): readonly string[] {
  const { type } = node;
  if (type === undefined)
    return IMPLIED.filter(([, keywords]) => keywords.some((key) => Object.hasOwn(node, key))).map(([name]) => name);
  const list = (Array.isArray(type) ? type : [type]).map(String);
  const unknown = list.find((name) => !TYPES.includes(name));
  if (unknown !== undefined) throw new UnlowerableSchema(`"${unknown}" is no type of JSON Schema`);
  return list;
}

function lowerTyped(node: JsonObject, place: Place, lowering: Lowering): JsonObject | null {
  const types = typesOf(node);
  if (node.const !== undefined) return lowerValues([node.const], types);
  if (Array.isArray(node.enum)) return lowerValues(node.enum, types);
  if (types.length === 0) return node.type === undefined ? ANY_JSON : null;
  return oneOf(types.map((type) => lowerType(type, { ...node, type }, place, lowering)));
}

function lowerType(type: string, node: JsonObject, place: Place, lowering: Lowering): JsonObject | null {
  if (type === 'object') return lowerObject(node, place, lowering);
  if (type === 'array') return lowerArray(node, place, lowering);
  if (type === 'string') return lowerString(node, lowering.profile);
  if (type === 'number' || type === 'integer') return lowerNumber(node, lowering.profile);
  return { type };
}
