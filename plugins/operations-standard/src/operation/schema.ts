import type { Json, JsonObject } from '@kora/contracts';

/** A JSON Schema 2020-12 together with the TypeScript type of the values that it accepts. */
export interface Schema<T> {
  readonly json: JsonObject;
  /** Carries the type for inference only; never present at run time. */
  readonly type?: T;
}

/** The type of the values that a schema accepts. */
export type TypeOf<S> = S extends Schema<infer T> ? T : never;

type Fields = Readonly<Record<string, Schema<unknown>>>;
type FieldsOf<R extends Fields, O extends Fields> = { readonly [K in keyof R]: TypeOf<R[K]> } & {
  readonly [K in keyof O]?: TypeOf<O[K]> | undefined;
};

/** Longest text that an operation takes or gives, in UTF-16 code units. */
export const MAX_TEXT = 4_000_000;
/** Longest list that an operation takes. */
export const MAX_ITEMS = 200_000;
/** Longest column name, key, separator or other short text. */
export const MAX_NAME = 256;

const described = (description: string | undefined, json: JsonObject): JsonObject =>
  description === undefined ? json : { ...json, description };

/** Any text, at most `max` UTF-16 code units long. */
export function text(description?: string, max = MAX_TEXT, min = 0): Schema<string> {
  const length = min === 0 ? { maxLength: max } : { minLength: min, maxLength: max };
  return { json: described(description, { type: 'string', ...length }) };
}

/** A text of a shape that a regular expression (RE2 syntax) states. */
export function shaped(description: string, pattern: string, max: number): Schema<string> {
  return { json: described(description, { type: 'string', maxLength: max, pattern }) };
}

/** One of a few texts. */
export function choice<const T extends string>(values: readonly T[], description?: string): Schema<T> {
  return { json: described(description, { type: 'string', enum: values }) };
}

/** Any finite number. */
export function number(description?: string): Schema<number> {
  return { json: described(description, { type: 'number' }) };
}

/** A whole number within bounds, both included. */
export function integer(description: string | undefined, minimum: number, maximum: number): Schema<number> {
  return { json: described(description, { type: 'integer', minimum, maximum }) };
}

/** True or false. */
export function boolean(description?: string): Schema<boolean> {
  return { json: described(description, { type: 'boolean' }) };
}

/** Any JSON value. */
export function any(description?: string): Schema<Json> {
  return { json: described(description, {}) };
}

/** Null. */
export const nothing: Schema<null> = { json: { type: 'null' } };

/** A value of any of the schemas. */
export function anyOf<T extends readonly Schema<unknown>[]>(
  schemas: readonly [...T],
  description?: string,
): Schema<TypeOf<T[number]>> {
  return { json: described(description, { anyOf: schemas.map((schema) => schema.json) }) };
}

/** A list of between `min` and `max` items. */
export function list<T>(items: Schema<T>, description?: string, max = MAX_ITEMS, min = 0): Schema<readonly T[]> {
  const size = min === 0 ? { maxItems: max } : { minItems: min, maxItems: max };
  return { json: described(description, { type: 'array', items: items.json, ...size }) };
}

/** An object with any keys, whose values all have one schema. */
export function record<T>(values: Schema<T>, description?: string, max = 1_000): Schema<Readonly<Record<string, T>>> {
  return {
    json: described(description, { type: 'object', additionalProperties: values.json, maxProperties: max }),
  };
}

/** An object with exactly these fields. */
export function object<const R extends Fields, const O extends Fields = Record<never, never>>(
  required: R,
  optional?: O,
  description?: string,
): Schema<FieldsOf<R, O>> {
  const fields = Object.entries({ ...required, ...optional }).map(([name, schema]) => [name, schema.json]);
  return {
    json: described(description, {
      type: 'object',
      properties: Object.fromEntries(fields),
      required: Object.keys(required),
      additionalProperties: false,
    }),
  };
}
