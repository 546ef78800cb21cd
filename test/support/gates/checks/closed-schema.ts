import { isRecord, type JsonObject } from '@kora/contracts';

/** Closes the plain object schemas that the gates generate, by own code: the product's own is what is under test. */
export function closed(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key === 'properties' && isRecord(value))
      return [
        key,
        Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closed(inner as JsonObject)])),
      ];
    return [key, key === 'items' && isRecord(value) ? closed(value as JsonObject) : value];
  });
  const silent = schema.type === 'object' && schema.additionalProperties === undefined;
  return { ...Object.fromEntries(entries), ...(silent ? { additionalProperties: false } : {}) };
}
