import { isRecord, type Json, pointerSegment } from '@kora/contracts';

const SINGLES = new Set([
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'contentSchema',
  'if',
  'then',
  'else',
  'not',
]);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** One schema inside a schema, with the JSON pointer that leads to it. */
export interface Subschema {
  readonly path: string;
  readonly depth: number;
  readonly schema: Readonly<Record<string, Json>>;
}

/**
 * Every schema object inside a JSON Schema, itself first, without recursion. Values that are data, such as `const` and
 * `default`, are not entered.
 */
export function* subschemasOf(root: Json): Generator<Subschema> {
  const open: { path: string; depth: number; value: Json | undefined }[] = [{ path: '', depth: 0, value: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isRecord(next.value)) continue;
    const schema = next.value as Record<string, Json>;
    const { path } = next;
    const depth = next.depth + 1;
    yield { path, depth: next.depth, schema };
    for (const [key, value] of Object.entries(schema)) {
      const at = `${path}/${pointerSegment(key)}`;
      if (SINGLES.has(key)) open.push({ path: at, depth, value });
      else if (LISTS.has(key) && Array.isArray(value)) {
        for (const [i, member] of value.entries()) open.push({ path: `${at}/${i}`, depth, value: member });
      } else if (MAPS.has(key) && isRecord(value)) {
        for (const [name, member] of Object.entries(value)) {
          open.push({ path: `${at}/${pointerSegment(name)}`, depth, value: member as Json });
        }
      }
    }
  }
}
