import { isRecord, type Json, type JsonObject, pointerSegment } from '@kora/contracts';
import { ANY_JSON } from './any-json.ts';
import { inside, lowerNode, oneOf, type Place } from './lower-node.ts';
import type { Lowering } from './lowering.ts';
import { keepsRepetition } from './lowering-profile.ts';
import { isOpen } from './unsupported-keywords.ts';

/** Optional properties whose presence is left to the model where the runtime has no word for it: 2^4 alternatives. */
const MAX_VARIED = 4;

type Shape = (properties: JsonObject) => JsonObject;

/** An object. What may be missing stays missing-able, if need be as a choice between objects with and without it. */
export function lowerObject(node: JsonObject, place: Place, lowering: Lowering): JsonObject | null {
  const declared = isRecord(node.properties) ? (node.properties as JsonObject) : {};
  const required = new Set((Array.isArray(node.required) ? node.required : []).map(String));
  const additional = node.additionalProperties;
  const rest = isRecord(additional) ? lowerNode(additional, inside(place, '/additionalProperties'), lowering) : null;
  const properties: Record<string, JsonObject> = {};
  for (const [name, schema] of Object.entries(declared)) {
    const lowered = lowerNode(schema, inside(place, `/properties/${pointerSegment(name)}`), lowering);
    if (lowered !== null) properties[name] = lowered;
    else if (required.has(name)) return null;
  }
  for (const name of required) {
    if (Object.hasOwn(properties, name)) continue;
    if (additional === false) return null;
    properties[name] = rest ?? ANY_JSON;
  }
  const counts = isOpen(node) && lowering.profile.countsProperties ? countsOf(node, lowering) : {};
  const shape: Shape = (chosen) => ({
    type: 'object',
    properties: chosen,
    ...(lowering.profile.leavesOutOptional
      ? { required: Object.keys(chosen).filter((name) => required.has(name)) }
      : {}),
    additionalProperties: rest ?? isOpen(node),
    ...counts,
  });
  const optional = Object.keys(properties).filter((name) => !required.has(name));
  if (lowering.profile.leavesOutOptional || optional.length === 0) return shape(properties);
  if (optional.length > MAX_VARIED) {
    for (const name of optional) {
      lowering.warn(`${place.pointer}/properties/${pointerSegment(name)} is optional but always generated`);
    }
    return shape(properties);
  }
  return variants(properties, optional, shape, place, lowering);
}

function countsOf(node: JsonObject, lowering: Lowering): JsonObject {
  const kept = ['minProperties', 'maxProperties'].filter((key) => keepsRepetition(node[key], lowering.profile));
  return Object.fromEntries(kept.map((key) => [key, node[key] as Json]));
}

/** Every selection of the optional properties, fullest first, in the order of the schema. */
function variants(
  all: Record<string, JsonObject>,
  optional: readonly string[],
  shape: Shape,
  place: Place,
  lowering: Lowering,
): JsonObject | null {
  // Shared definitions, so that a nested object is not written out once per variant and level.
  const properties = Object.fromEntries(
    Object.entries(all).map(([name, schema]) => {
      const isSmall =
        schema.$ref !== undefined ||
        (schema.oneOf === undefined && schema.properties === undefined && schema.items === undefined);
      const key = `${place.pointer} ${name} ${JSON.stringify(schema)}`;
      return [name, isSmall ? schema : (lowering.define(key, () => schema) ?? schema)];
    }),
  );
  const choices = Array.from({ length: 2 ** optional.length }, (_, mask) => {
    const left = new Set(optional.filter((_name, i) => (mask >> i) & 1));
    return shape(Object.fromEntries(Object.entries(properties).filter(([name]) => !left.has(name))));
  });
  return oneOf(choices);
}
