import type { KoraError } from '@kora/plugin-sdk';
import { findServerError, type TransportFault, whole } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** What is known about the call when a server reports an error. */
export interface FaultContext {
  readonly server: string;
  readonly model_id: string;
  readonly max_tokens: number;
}

/** The longest message of a server that is shown; some repeat the request, so what follows a quote is cut as well. */
const MAX_MESSAGE = 300;

/**
 * Names an error of llama-server by its type and words. The HTTP status decides last, because llama-server answers bad
 * requests with 400 or 500 as it happens.
 */
export function normaliseServerError(status: number, body: unknown, context: FaultContext): KoraError {
  const { server, model_id, max_tokens } = context;
  const error = findServerError(body);
  const { message, type } = error ?? { message: `HTTP ${status}`, type: '' };
  // Some messages quote the message that they refuse; prompts have no place in errors.
  const reason = message
    .replace(/: \{.*$/s, '')
    .slice(0, MAX_MESSAGE)
    .toWellFormed();
  const says = (pattern: RegExp) => pattern.test(message);
  if (type === 'exceed_context_size_error') {
    return errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({
      model_id,
      prompt_tokens: whole(error?.fields.n_prompt_tokens) ?? 0,
      max_tokens,
      context_tokens: whole(error?.fields.n_ctx) ?? 0,
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

/** Names a connection that did not come about, or broke. */
export function nameTransportFault({ kind, reason }: TransportFault, cause: unknown, server: string): KoraError {
  if (kind === 'refused') return errors.KORA_LLAMACPP_NOT_RUNNING({ server });
  return errors.KORA_LLAMACPP_TRANSPORT({ server, reason }, cause);
}
