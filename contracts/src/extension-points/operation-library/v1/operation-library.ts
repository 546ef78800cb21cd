import type { Json, JsonObject } from '../../../codec/json.ts';

export const OPERATION_LIBRARY_SPEC_VERSION = '1.0';

/** One deterministic operation: same arguments, same result, on every machine, in every locale and time zone. */
export interface OperationDescriptor {
  /** `<group>.<verb>`, unique over all libraries. */
  readonly name: string;
  /**
   * The major number changes whenever a result could, the minor one when there are more arguments. It is recorded with every run and
   * decides what replays.
   */
  readonly version: string;
  /** One sentence. */
  readonly summary: string;
  /** JSON Schema 2020-12 of the arguments, strict. */
  readonly arguments: JsonObject;
  /** JSON Schema 2020-12 of the result. */
  readonly result: JsonObject;
  readonly examples: readonly { readonly arguments: JsonObject; readonly result: Json }[];
}

/**
 * A set of operations and the code that they run on. The code is one classic script, without imports, that is evaluated
 * in a bare realm: the language's own built-ins, `Temporal` and `Intl`, and nothing else. Its completion value is an object
 * that maps each operation's name to a synchronous function of one argument (a fresh JSON object) that returns a JSON value
 * or throws an Error whose message names the argument at fault.
 */
export interface OperationLibrary {
  readonly id: string;
  readonly specVersion: typeof OPERATION_LIBRARY_SPEC_VERSION;
  readonly operations: readonly OperationDescriptor[];
  readonly script: { readonly filename: string; readonly source: string };
}
