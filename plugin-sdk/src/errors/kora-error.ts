import { clipText, type ErrorBody, type ErrorType, type Json } from '@kora/contracts';
import { wellFormed } from './well-formed.ts';

/** Longest message on the wire, in characters; what somebody else said may be in it. */
const LONGEST_MESSAGE = 10_000;

/** Facts about an error, as JSON; `code` is added by the error itself. */
export type ErrorDetails = { readonly [key: string]: Json };

/**
 * The one kind of error that crosses a boundary. Its message is for a person: it names the path, task or plugin and says
 * what to do next. Its code is for programs, and documented in docs/errors.md.
 */
export class KoraError extends Error {
  override readonly name = 'KoraError';
  readonly code: string;
  readonly error_type: ErrorType;
  readonly details: ErrorDetails;

  constructor(code: string, error_type: ErrorType, message: string, details: ErrorDetails, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.error_type = error_type;
    this.details = details;
  }

  /** The error as it goes over the wire and into records, which hold no half characters: no stack, no cause. */
  toBody(): ErrorBody {
    const details = wellFormed({ code: this.code, ...this.details });
    return { error_type: this.error_type, message: clipText(this.message, LONGEST_MESSAGE), details };
  }
}

/** True for a KoraError of any copy of this SDK: plugins bundle their own, so `instanceof` would lie. */
export function isKoraError(value: unknown): value is KoraError {
  return (
    value instanceof Error &&
    value.name === 'KoraError' &&
    'code' in value &&
    'error_type' in value &&
    'details' in value
  );
}
