import type { JsonObject } from '@kora/contracts';

/** What a llama.cpp front end enforces. Everything else has to be dropped, and named. */
export interface LoweringProfile {
  /** Whether a property that is not required may be left out. node-llama-cpp always writes all of them. */
  readonly leavesOutOptional: boolean;
  /** Whether minimum and maximum of an integer hold. */
  readonly boundsIntegers: boolean;
  /** Whether an anchored, simple pattern holds. */
  readonly matchesPatterns: boolean;
  /** Whether minProperties and maxProperties hold for an object that is open to further keys. */
  readonly countsProperties: boolean;
  readonly formats: ReadonlySet<string>;
  /** Longest repetition that is not refused or silently unlimited. */
  readonly maxRepetition: number;
}

/** node-llama-cpp 3.22.1, as measured; see the README. */
export const EMBEDDED_PROFILE: LoweringProfile = {
  leavesOutOptional: false,
  boundsIntegers: false,
  matchesPatterns: false,
  countsProperties: true,
  formats: new Set(['date', 'time', 'date-time']),
  maxRepetition: 1000,
};

/** llama-server of llama.cpp v0.5.0, as measured. */
export const SERVER_PROFILE: LoweringProfile = {
  leavesOutOptional: true,
  boundsIntegers: true,
  matchesPatterns: true,
  countsProperties: false,
  formats: new Set(['date', 'time', 'date-time', 'uuid']),
  maxRepetition: 1000,
};

/** Most values of an integer range that are spelled out as an enumeration where ranges are not honoured. */
const MAX_ENUMERATED = 101;

/** True when a bound of a length or a count can be passed on. */
export function keepsRepetition(value: unknown, profile: LoweringProfile): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= profile.maxRepetition;
}

/** llama.cpp turns only `^...$` into a grammar, and knows no look-around, back-references, lazy quantifiers or \p. */
export function keepsPattern(value: unknown, profile: LoweringProfile): value is string {
  return (
    profile.matchesPatterns &&
    typeof value === 'string' &&
    /^\^(?:[\w \-:/,@#%&=;!_]|\\[dws.\-/+]|\[[\w \-.]+\]|\{\d{1,3}(?:,\d{1,3})?\}|[+*?.](?![?+*]))+\$$/.test(value)
  );
}

/** The values of an integer schema with both bounds and few values between them, or null. */
export function enumeratedRange(schema: JsonObject): readonly number[] | null {
  const number = (key: string) => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const exclusiveMinimum = number('exclusiveMinimum');
  const exclusiveMaximum = number('exclusiveMaximum');
  const low = Math.ceil(
    Math.max(
      number('minimum') ?? -Infinity,
      exclusiveMinimum === undefined ? -Infinity : Math.floor(exclusiveMinimum) + 1,
    ),
  );
  const high = Math.floor(
    Math.min(
      number('maximum') ?? Infinity,
      exclusiveMaximum === undefined ? Infinity : Math.ceil(exclusiveMaximum) - 1,
    ),
  );
  if (schema.type !== 'integer' || !Number.isSafeInteger(low) || !Number.isSafeInteger(high)) return null;
  const size = high - low + 1;
  return size < 1 || size > MAX_ENUMERATED ? null : Array.from({ length: size }, (_, i) => low + i);
}
