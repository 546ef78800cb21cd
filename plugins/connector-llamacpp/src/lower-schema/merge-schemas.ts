import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Json, type JsonObject } from '@kora/contracts';

type Merge = (a: Json, b: Json) => Json | undefined;

const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);
const both: Merge = (a, b) => ({ allOf: [a, b] });
const larger: Merge = (a, b) => (Number(a) >= Number(b) ? a : b);
const smaller: Merge = (a, b) => (Number(a) <= Number(b) ? a : b);
const shared: Merge = (a, b) => asList(a).filter((x) => asList(b).some((y) => isDeepStrictEqual(x, y)));

const types: Merge = (a, b) => {
  const covers = (list: readonly Json[], type: Json) =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  const [left, right] = [asList(a), asList(b)];
  const common = [...left.filter((type) => covers(right, type)), ...right.filter((type) => covers(left, type))];
  return [...new Set(common)];
};

const properties: Merge = (a, b) => {
  if (!isRecord(a) || !isRecord(b)) return a;
  const [left, right] = [a as JsonObject, b as JsonObject];
  const merged: Record<string, Json> = { ...left };
  for (const [name, schema] of Object.entries(right)) {
    const other = left[name];
    merged[name] = other === undefined ? schema : { allOf: [other, schema] };
  }
  return merged;
};

const closedness: Merge = (a, b) => {
  if (a === false || b === false) return false;
  if (a === true || b === true) return a === true ? b : a;
  return both(a, b);
};

const prefixes: Merge = (a, b) => {
  const [left, right] = [asList(a), asList(b)];
  const longer = left.length >= right.length ? left : right;
  return longer.map((schema, i) =>
    i < left.length && i < right.length ? (both(left[i] ?? true, right[i] ?? true) ?? schema) : schema,
  );
};

const alternatives: Merge = (a, b) => asList(a).flatMap((x) => asList(b).map((y) => ({ allOf: [x, y] })));

const RULES: Readonly<Record<string, Merge>> = {
  type: types,
  properties,
  required: (a, b) => [...new Set([...asList(a), ...asList(b)])],
  additionalProperties: closedness,
  items: closedness,
  prefixItems: prefixes,
  enum: shared,
  const: (a, b) => (isDeepStrictEqual(a, b) ? a : undefined),
  anyOf: alternatives,
  oneOf: alternatives,
  allOf: (a, b) => [...asList(a), ...asList(b)],
  minLength: larger,
  maxLength: smaller,
  minItems: larger,
  maxItems: smaller,
  minProperties: larger,
  maxProperties: smaller,
  minimum: larger,
  exclusiveMinimum: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
};

/**
 * One schema that holds where both hold, as far as that can be said in one object; what two schemas say about the same
 * property becomes an `allOf` there. Keywords without a rule keep the first value: they are reported as not enforced.
 * @returns false when nothing can satisfy both.
 */
export function mergeSchemas(a: Json, b: Json): Json {
  if (a === false || b === false) return false;
  if (!isRecord(a)) return b;
  if (!isRecord(b)) return a;
  const merged: Record<string, Json> = { ...(a as JsonObject) };
  for (const [keyword, value] of Object.entries(b as JsonObject)) {
    const mine = merged[keyword];
    const result = mine === undefined ? value : (RULES[keyword] ?? ((first) => first))(mine, value);
    if (result === undefined || (Array.isArray(result) && result.length === 0 && ['type', 'enum'].includes(keyword)))
      return false;
    merged[keyword] = result;
  }
  return merged;
}
