import { randomBytes } from 'node:crypto';
import { type ErrorBody, HTTP_STATUS, type Json } from '@kora/contracts';
import { isKoraError, type KoraError, type Logger } from '@kora/plugin-sdk';
import { httpErrors } from '../errors.ts';

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where an error came up: the route's pattern and not the path, which may hold anything. */
export interface ErrorPlace {
  readonly method: string;
  readonly route: string;
}

/**
 * Facts of a fault for the log. A message may quote a prompt, so it is kept only of errors of the operating system, which
 * have a code; the stack's lines name places and nothing else.
 */
function factsOf(error: unknown): Record<string, Json> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, code, message: code === null ? null : error.message, frames: frames.slice(0, 12) };
}

/** The given error where it is a documented one; otherwise KORA_INTERNAL, with the cause logged under its incident. */
export function documentedError(error: unknown, place: ErrorPlace, logger: Logger): KoraError {
  if (isKoraError(error) && Object.hasOwn(HTTP_STATUS, error.error_type)) return error;
  const incident = randomBytes(6).toString('hex');
  logger.error('a request failed unexpectedly', { incident, ...place, ...factsOf(error) });
  return httpErrors.KORA_INTERNAL({ incident });
}

function headersOf({ error_type, details }: KoraError): Record<string, string> {
  if (error_type === 'UNAUTHORIZED') return { 'WWW-Authenticate': 'Bearer realm="kora"' };
  const seconds = details.retry_after_s;
  if (typeof seconds === 'number' && seconds >= 0) return { 'Retry-After': String(Math.ceil(seconds)) };
  return error_type === 'OVERLOADED' ? { 'Retry-After': '1' } : {};
}

/** The body of a documented error. Plugins carry their own copy of the SDK, so nothing but its fields is relied on. */
export function errorBody({ error_type, message, code, details }: KoraError): ErrorBody {
  return { error_type, message: message.slice(0, 10_000), details: { ...details, code } };
}

/** Maps whatever was thrown to what is sent: status by error type, no stack, no cause. */
export function errorAnswer(error: unknown, place: ErrorPlace, logger: Logger): ErrorAnswer {
  const documented = documentedError(error, place, logger);
  const allowed = documented.code === 'KORA_HTTP_METHOD_NOT_ALLOWED' ? documented.details.allowed : null;
  const status = Array.isArray(allowed) ? 405 : HTTP_STATUS[documented.error_type];
  const headers = Array.isArray(allowed) ? { Allow: allowed.join(', ') } : headersOf(documented);
  logger.info('a request was refused', { ...place, status, code: documented.code });
  return { status, body: errorBody(documented), headers };
}
