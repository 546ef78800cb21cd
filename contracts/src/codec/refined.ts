import * as t from 'io-ts';
import type { JsonObject } from './json.ts';

/** A codec that knows its own JSON Schema and says what would be right when a value is wrong. */
export class Refined<A> extends t.Type<A> {
  readonly _tag = 'Refined' as const;
  readonly schema: JsonObject;

  constructor(name: string, schema: JsonObject, check: (u: unknown) => string | null) {
    super(
      name,
      (u): u is A => check(u) === null,
      (u, context) => {
        const problem = check(u);
        return problem === null ? t.success(u as A) : t.failure(u, context, problem);
      },
      t.identity,
    );
    this.schema = schema;
  }
}

/** One of a fixed set of strings. */
export function oneOf<const V extends readonly string[]>(name: string, values: V): Refined<V[number]> {
  const known = new Set<unknown>(values);
  const list = values.join(', ');
  return new Refined(name, { enum: [...values] }, (u) => (known.has(u) ? null : `WRONG_TYPE: must be one of ${list}`));
}

/** Exactly one string. */
export function literal<T extends string>(value: T): Refined<T> {
  return oneOf<readonly [T]>(value, [value]);
}

/** An integer within a range, both ends included. */
export function integer(name: string, minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): Refined<number> {
  return new Refined(name, { type: 'integer', minimum, maximum }, (u) => {
    if (typeof u !== 'number') return 'WRONG_TYPE: must be an integer';
    if (!Number.isSafeInteger(u)) return 'WRONG_TYPE: must be an integer that a double holds exactly';
    return u < minimum || u > maximum ? `OUT_OF_RANGE: must be from ${minimum} to ${maximum}` : null;
  });
}

/** A finite number within a range, both ends included. */
export function finite(name: string, minimum: number, maximum: number): Refined<number> {
  return new Refined(name, { type: 'number', minimum, maximum }, (u) => {
    if (typeof u !== 'number' || !Number.isFinite(u)) return 'WRONG_TYPE: must be a finite number';
    return u < minimum || u > maximum ? `OUT_OF_RANGE: must be from ${minimum} to ${maximum}` : null;
  });
}

/** A string that a linear-time pattern accepts. `what` completes the sentence "must be …". */
export function pattern(name: string, expression: RegExp, what: string): Refined<string> {
  return new Refined(name, { type: 'string', pattern: expression.source }, (u) => {
    if (typeof u !== 'string') return 'WRONG_TYPE: must be a string';
    return expression.test(u) ? null : `BAD_FORMAT: must be ${what}`;
  });
}

/** A string of at most `maxLength` UTF-16 units without lone surrogates, which canonical JSON cannot carry. */
export function text(name: string, maxLength: number, minLength = 0): Refined<string> {
  return new Refined(name, { type: 'string', minLength, maxLength }, (u) => {
    if (typeof u !== 'string') return 'WRONG_TYPE: must be a string';
    if (u.length < minLength) return `OUT_OF_RANGE: must have at least ${minLength} characters`;
    if (u.length > maxLength) return `TOO_LARGE: must have at most ${maxLength} characters`;
    return u.isWellFormed() ? null : 'BAD_FORMAT: must be well-formed Unicode (it holds a lone surrogate)';
  });
}
