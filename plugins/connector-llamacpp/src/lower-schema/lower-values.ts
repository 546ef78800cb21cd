import { isRecord, type Json, type JsonObject } from '@kora/contracts';

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function hasType(value: Json, types: readonly string[]): boolean {
  return types.length === 0 || types.includes(typeOf(value)) || (types.includes('integer') && Number.isInteger(value));
}

/** Objects and arrays as constants are spelled out, because grammars know only scalar literals. */
function lowerConstant(value: Json): JsonObject {
  if (Array.isArray(value)) {
    const items = value.map(lowerConstant);
    return {
      type: 'array',
      ...(items.length > 0 ? { prefixItems: items, minItems: items.length } : {}),
      maxItems: items.length,
    };
  }
  if (!isRecord(value)) return { const: value as Json };
  const properties = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lowerConstant(item as Json)]));
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** The lowered form of `const` and `enum`: the values that also have one of the types; null when none has. */
export function lowerValues(values: readonly Json[], types: readonly string[]): JsonObject | null {
  const possible = values.filter((value) => hasType(value, types));
  const scalars = possible.filter((value) => typeof value !== 'object' || value === null);
  const compounds = possible.filter((value) => typeof value === 'object' && value !== null).map(lowerConstant);
  const alternatives = [...(scalars.length > 0 ? [{ enum: scalars }] : []), ...compounds];
  const [only] = alternatives;
  return alternatives.length <= 1 ? (only ?? null) : { oneOf: alternatives };
}
