import * as t from 'io-ts';
import { isRecord, type Json, type JsonObject } from './json.ts';

/** Nesting that any JSON value may have. Deeper values are refused before anything walks them recursively. */
export const MAX_JSON_DEPTH = 64;

type Problem = { readonly path: readonly (string | number)[]; readonly value: unknown; readonly message: string };

function* problemsOf(value: unknown, path: readonly (string | number)[], deepest: number): Generator<Problem> {
  if (path.length > deepest) {
    yield { path, value, message: `TOO_DEEP: is nested more than ${deepest} levels deep` };
  } else if (typeof value === 'string') {
    if (!value.isWellFormed()) yield { path, value, message: 'BAD_FORMAT: must be well-formed Unicode' };
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) yield { path, value, message: 'OUT_OF_RANGE: must be a finite number' };
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield* problemsOf(value[i], [...path, i], deepest);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      // An own "__proto__" key survives JSON.parse and becomes a prototype at the first careless copy.
      if (key === '__proto__') yield { path: [...path, key], value: null, message: 'FORBIDDEN_KEY: is not allowed' };
      else yield* problemsOf(value[key], [...path, key], deepest);
    }
  } else if (typeof value !== 'boolean' && value !== null) {
    yield { path, value, message: 'WRONG_TYPE: must be a JSON value' };
  }
}

/** @param room levels that may still be nested in the value. */
function isJson(value: unknown, room: number): boolean {
  if (room < 0) return false;
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isJson(item, room - 1));
  if (!isRecord(value)) return false;
  for (const key of Object.keys(value)) if (key === '__proto__' || !isJson(value[key], room - 1)) return false;
  return true;
}

function validateJson<A>(u: unknown, context: t.Context, deepest: number): t.Validation<A> {
  const errors = [...problemsOf(u, [], deepest)].map((problem) => ({
    value: problem.value,
    message: problem.message,
    context: problem.path.reduce<t.Context>(
      (at, key) => t.appendContext(at, String(key), t.unknown, problem.value),
      context,
    ),
  }));
  return errors.length === 0 ? t.success(u as A) : t.failures(errors);
}

/** Any JSON value: bounded depth, finite numbers, well-formed strings, no "__proto__" key. */
export class JsonValueType extends t.Type<Json> {
  readonly _tag = 'JsonValue' as const;
  /** @param deepest levels that a value may be nested. */
  constructor(deepest = MAX_JSON_DEPTH) {
    super(
      'JsonValue',
      (u): u is Json => isJson(u, deepest),
      (u, c) => (isJson(u, deepest) ? t.success(u as Json) : validateJson(u, c, deepest)),
      t.identity,
    );
  }
}

/** Any JSON object, with the same limits as {@link JsonValueType}. */
export class JsonObjectType extends t.Type<JsonObject> {
  readonly _tag = 'JsonObject' as const;
  constructor() {
    super(
      'JsonObject',
      (u): u is JsonObject => isRecord(u) && isJson(u, MAX_JSON_DEPTH),
      (u, c) => (isRecord(u) ? validateJson(u, c, MAX_JSON_DEPTH) : t.failure(u, c, 'WRONG_TYPE: must be an object')),
      t.identity,
    );
  }
}

export const jsonValue = new JsonValueType();
/** The input of a task as it ran: arguments of a graph with outputs of other tasks in the place of references, and a name around them. */
export const resolvedInput = new JsonValueType(2 * MAX_JSON_DEPTH + 1);
export const jsonObject = new JsonObjectType();
