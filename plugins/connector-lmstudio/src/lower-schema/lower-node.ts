import { isRecord, type Json, type JsonObject, pointerSegment } from '@kora/contracts';
import { concerns, impliedTypes, SILENT, TYPES } from './keywords.ts';
import { LOWER_TYPE } from './lower-types.ts';
import { ANY_JSON, type Lowering, UnlowerableSchema } from './lowering.ts';

/** The keywords that decide alone: llama.cpp does not look at what stands beside them. */
const ALONE = ['$ref', 'const', 'enum', 'oneOf', 'anyOf', 'allOf'] as const;

const STRUCTURES = ['properties', 'items', 'prefixItems'];

/** The lowered form of any schema; what it cannot say is dropped, and named in `lowering`. */
export function lowerNode(schema: Json, at: string, lowering: Lowering): JsonObject {
  if (schema === true) return ANY_JSON;
  if (!isRecord(schema)) throw new UnlowerableSchema(`the schema at ${at || 'the root'} allows nothing, or is none`);
  const node = schema as JsonObject;
  const alone = ALONE.find((keyword) => node[keyword] !== undefined);
  if (alone === undefined) return lowerTypes(node, at, lowering);
  const beside = Object.fromEntries(Object.entries(node).filter(([keyword]) => keyword !== alone));
  const others = assertions(beside);
  if (others.length > 0 && alone === 'allOf' && Array.isArray(node.allOf))
    return lowerAlone('allOf', [...node.allOf, beside], at, lowering);
  // A choice beside a structure says which of its parts go together; without the structure it would say nothing.
  if ((alone === 'oneOf' || alone === 'anyOf') && STRUCTURES.some((keyword) => beside[keyword] !== undefined)) {
    lowering.drop(`${at}/${alone}`);
    return lowerNode(beside, at, lowering);
  }
  for (const keyword of others) lowering.drop(`${at}/${pointerSegment(keyword)}`);
  return lowerAlone(alone, node[alone] ?? null, at, lowering);
}

function assertions(node: JsonObject): readonly string[] {
  return Object.keys(node).filter((keyword) => !SILENT.has(keyword));
}

function lowerAlone(keyword: (typeof ALONE)[number], value: Json, at: string, lowering: Lowering): JsonObject {
  const child = (schema: Json, path: string) => lowerNode(schema, path, lowering);
  if (keyword === 'const') return { const: value };
  if (keyword === '$ref') {
    const defined = typeof value === 'string' ? lowering.define(value, child) : undefined;
    if (defined === undefined) lowering.drop(`${at}/$ref`);
    return defined ?? ANY_JSON;
  }
  if (!Array.isArray(value) || value.length === 0)
    throw new UnlowerableSchema(`${at}/${keyword} is not a list with something in it`);
  if (keyword === 'enum') return { enum: value };
  const parts = value.map((part, i) => child(part, `${at}/${keyword}/${i}`));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  if (keyword !== 'allOf') return { oneOf: parts };
  // Only objects can be put together, directly or behind a reference.
  const objects = parts.filter((part, i) => {
    const isObject = part.type === 'object' || part.$ref !== undefined;
    if (!isObject) lowering.drop(`${at}/allOf/${i}`);
    return isObject;
  });
  return objects.length > 0 ? { allOf: objects } : ANY_JSON;
}

function lowerTypes(node: JsonObject, at: string, lowering: Lowering): JsonObject {
  const { type } = node;
  const named =
    type === undefined ? impliedTypes(Object.keys(node)) : (Array.isArray(type) ? type : [type]).map(String);
  const unknown = named.find((name) => !TYPES.includes(name));
  if (unknown !== undefined) throw new UnlowerableSchema(`"${unknown}" is no type of JSON Schema`);
  const lowered = named.map((name) => lowerType(name, node, at, lowering));
  for (const keyword of assertions(node)) {
    if (named.length === 0) lowering.drop(`${at}/${pointerSegment(keyword)}`);
  }
  const [only] = lowered;
  if (only === undefined) return ANY_JSON;
  return lowered.length === 1 ? only : { oneOf: lowered };
}

function lowerType(type: string, node: JsonObject, at: string, lowering: Lowering): JsonObject {
  const said = LOWER_TYPE[type]?.(node, at, (schema, path) => lowerNode(schema, path, lowering), lowering) ?? {};
  for (const keyword of assertions(node)) {
    const isSaid = said[keyword] !== undefined || (type === 'array' && keyword === 'items' && node.items === false);
    if (concerns(keyword, type) && !isSaid) lowering.drop(`${at}/${pointerSegment(keyword)}`);
  }
  return { type, ...said };
}
