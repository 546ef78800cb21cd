import type { ErrorType } from '@kora/contracts';
import { type ErrorDetails, KoraError } from './kora-error.ts';

/** One documented error: its type, and the sentence that it says from its details. */
export interface ErrorDefinition<D extends ErrorDetails> {
  readonly type: ErrorType;
  /** Names the culprit and the next step. Details are shown to users, so they hold no secrets and no prompts. */
  readonly message: (details: D) => string;
}

type Factories<T> = {
  readonly [K in keyof T]: T[K] extends ErrorDefinition<infer D> ? (details: D, cause?: unknown) => KoraError : never;
};

/** What somebody else said, put into a sentence, often ends with a full stop of its own: two in a row are one. */
const withSingleStops = (message: string) => message.replaceAll(/(?<=[^\s./])\.\.(?=\s|$)/g, '.');

/**
 * Declares the errors of one area, keyed by code (`KORA_<AREA>_<WHAT>`), and returns a maker for each.
 * A test holds every declared code against docs/errors.md and against the tests that assert it.
 */
// biome-ignore lint/suspicious/noExplicitAny: a record of definitions with different detail types has no narrower bound.
export function defineErrors<const T extends Record<`KORA_${string}`, ErrorDefinition<any>>>(
  definitions: T,
): Factories<T> {
  const make = ([code, definition]: [string, ErrorDefinition<ErrorDetails>]) => [
    code,
    (details: ErrorDetails, cause?: unknown) =>
      new KoraError(code, definition.type, withSingleStops(definition.message(details)), details, cause),
  ];
  return Object.fromEntries(Object.entries(definitions).map(make)) as Factories<T>;
}
