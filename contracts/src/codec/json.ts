/** A value that JSON can carry (RFC 8259). Numbers are finite, strings are well-formed Unicode. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object that JSON can carry. */
export type JsonObject = { readonly [key: string]: Json };

/** True for a plain object, the only kind of object that JSON text produces. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
