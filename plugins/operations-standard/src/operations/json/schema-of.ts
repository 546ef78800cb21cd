import type { Json, JsonObject } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, object, record } from '../../operation/schema.ts';
import { sortedKeys } from '../../values/canonical.ts';
import { isList, isObject } from '../../values/is-object.ts';

/** The schema that fits all of some values: of objects with the keys that all of them have as required. */
function schemaOfAll(values: readonly Json[]): JsonObject {
  const objects = values.filter(isObject);
  const lists = values.filter(isList);
  const others = new Set(values.filter((value) => !isObject(value) && !isList(value)).map(typeName));
  // A whole number is a number, too.
  if (others.has('number')) others.delete('integer');
  const schemas: JsonObject[] = [...others].sort().map((type) => ({ type }));
  if (lists.length > 0) {
    const items = lists.flat();
    schemas.push(items.length === 0 ? { type: 'array' } : { type: 'array', items: schemaOfAll(items) });
  }
  if (objects.length > 0) schemas.push(schemaOfObjects(objects));
  const [only, another] = schemas;
  return another === undefined ? (only ?? {}) : { anyOf: schemas };
}

function schemaOfObjects(objects: readonly JsonObject[]): JsonObject {
  const keys = [...new Set(objects.flatMap(sortedKeys))].sort();
  const valuesOf = (key: string) =>
    objects.filter((value) => Object.hasOwn(value, key)).map((value) => value[key] ?? null);
  const properties: Record<string, Json> = Object.create(null);
  for (const key of keys) properties[key] = schemaOfAll(valuesOf(key));
  return { type: 'object', properties, required: keys.filter((key) => valuesOf(key).length === objects.length) };
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

/** Says what is there and nothing more: no formats, no limits, and further keys are allowed. */
export const schemaOf = defineOperation('json.schema_of', () => ({
  version: '1.0.0',
  summary:
    'A JSON Schema (2020-12) that a value fits, with the types that it has and the keys that it has as required.',
  arguments: object({ value: any() }),
  result: record(any()),
  examples: [
    {
      arguments: { value: { a: 1, b: 'x' } },
      result: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { a: { type: 'integer' }, b: { type: 'string' } },
        required: ['a', 'b'],
      },
    },
    {
      arguments: { value: [{ a: 1 }, { a: 1.5, c: null }, 'x'] },
      result: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'array',
        items: {
          anyOf: [
            { type: 'string' },
            { type: 'object', properties: { a: { type: 'number' }, c: { type: 'null' } }, required: ['a'] },
          ],
        },
      },
    },
  ],
  run: ({ value }) => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schemaOfAll([value]) }),
}));
