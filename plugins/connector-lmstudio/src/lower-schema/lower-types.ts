import { isRecord, type Json, type JsonObject, pointerSegment } from '@kora/contracts';
import { isFormat, isPattern, isRepetition } from './enforced.ts';
import { ANY_JSON, type Lowering } from './lowering.ts';

/** Lowers a schema within another one. */
export type LowerChild = (schema: Json, at: string) => JsonObject;

/** What of one type is said, keyword by keyword; what is not in the result has been dropped. */
export type LowerType = (node: JsonObject, at: string, child: LowerChild, lowering: Lowering) => JsonObject;

function keep(node: JsonObject, keywords: readonly string[], holds: (value: unknown) => boolean): JsonObject {
  return Object.fromEntries(keywords.flatMap((key) => (holds(node[key]) ? [[key, node[key] as Json]] : [])));
}

/** An object. A required name without a schema is given one, because llama.cpp would forget it. */
const lowerObject: LowerType = (node, at, child) => {
  const declared = isRecord(node.properties) ? Object.entries(node.properties as JsonObject) : null;
  const properties: Record<string, JsonObject> = Object.fromEntries(
    (declared ?? []).map(([name, schema]) => [name, child(schema, `${at}/properties/${pointerSegment(name)}`)]),
  );
  const required = (Array.isArray(node.required) ? node.required : []).map(String);
  const { additionalProperties: rest } = node;
  const others = isRecord(rest) ? child(rest, `${at}/additionalProperties`) : (rest ?? declared === null);
  for (const name of required)
    if (!Object.hasOwn(properties, name)) properties[name] = isRecord(rest) ? (others as JsonObject) : ANY_JSON;
  const hasProperties = Object.keys(properties).length > 0;
  return {
    ...(hasProperties ? { properties } : {}),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
    additionalProperties: others,
  };
};

const lowerArray: LowerType = (node, at, child) => {
  const prefix = Array.isArray(node.prefixItems) ? node.prefixItems : [];
  const bounds = keep(node, ['minItems', 'maxItems'], isRepetition);
  const isClosed = node.items === false;
  return {
    ...(prefix.length > 0 ? { prefixItems: prefix.map((item, i) => child(item, `${at}/prefixItems/${i}`)) } : {}),
    ...(node.items === undefined || isClosed ? {} : { items: child(node.items, `${at}/items`) }),
    ...bounds,
    ...(isClosed ? { maxItems: Math.min(prefix.length, Number(bounds.maxItems ?? prefix.length)) } : {}),
  };
};

/** A format, else a pattern, else lengths: only the first of them is looked at. */
const lowerString: LowerType = (node) => {
  if (isFormat(node.format)) return { format: node.format };
  if (isPattern(node.pattern)) return { pattern: node.pattern };
  return keep(node, ['minLength', 'maxLength'], isRepetition);
};

/** Bounds hold for integers only. */
const lowerInteger: LowerType = (node) =>
  keep(node, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], Number.isSafeInteger);

/** How each type is said; a type that is not here has no keywords. */
export const LOWER_TYPE: Readonly<Record<string, LowerType>> = {
  object: lowerObject,
  array: lowerArray,
  string: lowerString,
  integer: lowerInteger,
};
