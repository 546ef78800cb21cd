import { isRecord } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';

/** What is known about the call when a server reports an error. */
export interface FaultContext {
  readonly server: string;
  readonly model_id: string;
  readonly max_tokens: number;
}

/** An error as llama-server words it. */
interface ServerError {
  readonly message: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The longest message of a server that is shown; some repeat the request, so what follows a quote is cut as well. */
const MAX_MESSAGE = 300;

/**
 * The error in a body, wherever it hides: `{error: "text"}`, `{error: {message, type}}`, or either as JSON in a string.
 * Null when there is none.
 */
export function findServerError(body: unknown, depth = 0): ServerError | null {
  if (depth > 3 || !isRecord(body) || body.error === undefined || body.error === null) return null;
  const { error } = body;
  if (typeof error === 'string') {
    const nested = error.startsWith('{') ? findServerError(parseJson(error), depth + 1) : null;
    return nested ?? { message: error, type: '', fields: {} };
  }
  if (!isRecord(error)) return { message: 'an error without words', type: '', fields: {} };
  const message = typeof error.message === 'string' ? error.message : 'an error without words';
  return { message, type: typeof error.type === 'string' ? error.type : '', fields: error };
}

/** Parses JSON of outside; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function numberOf(fields: ServerError['fields'], key: string): number {
  const value = fields[key];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}

/**
 * Names an error of llama-server by its type and words. The HTTP status decides last, because llama-server answers bad
 * requests with 400 or 500 as it happens.
 */
export function normaliseServerError(status: number, body: unknown, context: FaultContext): KoraError {
  const { server, model_id, max_tokens } = context;
  const error = findServerError(body) ?? { message: `HTTP ${status}`, type: '', fields: {} };
  const { message, type } = error;
  // Some messages quote the message that they refuse; prompts have no place in errors.
  const reason = message
    .replace(/: \{.*$/s, '')
    .slice(0, MAX_MESSAGE)
    .toWellFormed();
  const says = (pattern: RegExp) => pattern.test(message);
  if (type === 'exceed_context_size_error') {
    return errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({
      model_id,
      prompt_tokens: numberOf(error.fields, 'n_prompt_tokens'),
      max_tokens,
      context_tokens: numberOf(error.fields, 'n_ctx'),
    });
  }
  if (says(/loading model|model is loading|is not loaded$/i)) return errors.KORA_LLAMACPP_LOADING({ server });
  if (status === 401 || status === 403 || type === 'authentication_error')
    return errors.KORA_LLAMACPP_REFUSED({ reason });
  if (says(/^model .* not found$/)) return errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id });
  if (says(/failed to load$/)) return errors.KORA_LLAMACPP_MODEL_UNUSABLE({ model_id, reason });
  if (says(/failed to allocate|out of memory/i)) return errors.KORA_LLAMACPP_OUT_OF_MEMORY({ model_id });
  if (says(/context size has been exceeded|no slot available/i) || status === 429)
    return errors.KORA_LLAMACPP_OVERLOADED({ reason });
  if (type === 'unavailable_error' || status === 503) return errors.KORA_LLAMACPP_OVERLOADED({ reason });
  const isBadRequest = type === 'invalid_request_error' || (status >= 400 && status < 500);
  if (isBadRequest || says(/parse_error|Failed to parse|is not supported/))
    return errors.KORA_LLAMACPP_BAD_REQUEST({ reason });
  return errors.KORA_LLAMACPP_PROTOCOL({ reason });
}

/** Names what `fetch`, or the reading of its body, threw. The signal's own reason has to be checked before. */
export function normaliseTransportError(error: unknown, server: string): KoraError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = isRecord(cause) && typeof cause.code === 'string' ? cause.code : '';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)) return errors.KORA_LLAMACPP_NOT_RUNNING({ server });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return errors.KORA_LLAMACPP_TRANSPORT({ server, reason: code === '' ? reason : `${code} ${reason}` }, error);
}
