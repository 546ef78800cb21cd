import type { Json, JsonObject, OperationDescriptor } from '@kora/contracts';
import type { Schema } from './schema.ts';

/** An operation as this package writes it: what the contract says of it, and the function that performs it. */
export interface Operation {
  readonly name: string;
  readonly describe: () => OperationDescriptor;
  /** Takes arguments that match the schema; returns the result or throws an Error that names the argument at fault. */
  readonly run: (args: JsonObject) => unknown;
}

interface Definition<A, R> {
  readonly version: string;
  readonly summary: string;
  readonly arguments: Schema<A>;
  readonly result: Schema<R>;
  readonly examples: readonly { readonly arguments: JsonObject; readonly result: Json }[];
  readonly run: (args: A) => R;
}

/**
 * Defines an operation; the types of its function follow from its schemas. The definition is a function, so that a worker
 * which loads the library pays for an operation when it first calls it.
 */
export function defineOperation<A, R>(name: string, define: () => Definition<A, R>): Operation {
  let definition: Definition<A, R> | undefined;
  const get = () => (definition ??= define());
  return {
    name,
    describe() {
      const { version, summary, arguments: args, result, examples } = get();
      return { name, version, summary, arguments: args.json, result: result.json, examples };
    },
    // The backend checks arguments against the schema before every call, and the schema is what A was inferred from.
    run: (args) => get().run(args as A),
  };
}
