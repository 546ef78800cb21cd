import type { KoraError } from '@kora/plugin-sdk';
import { findServerError, type ServerError, type TransportFault, whole } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { identifyServer } from './identify-server.ts';

/** What is known about the call when a server reports an error. */
export interface FaultContext {
  readonly server: string;
  readonly path: string;
  readonly model_id: string;
  /** Our own lower bound of the prompt's tokens, and the context that was asked for; zero where there is no prompt. */
  readonly prompt_tokens: number;
  readonly context_tokens: number;
}

/** The longest message of a server that is shown. */
const MAX_MESSAGE = 300;
/** The list that Ollama itself looks for (llm/status.go of 0.33). */
const OUT_OF_MEMORY =
  /out.of.memory|out of device memory|cudaMalloc failed|hipMalloc failed|failed to allocate|allocation failed|not enough memory|insufficient memory|ErrorOutOfDeviceMemory/i;
const OVERFLOW =
  /prompt is longer than the context|exceeds the available context size|input length exceeds the context|context size has been exceeded/i;

/** A server's words without what it quotes: prompts and answers have no place in errors. */
export function reasonOf(message: string): string {
  const spoken = message.replace(/(?:: [{[]|\braw=).*$/s, '').trim();
  return spoken.slice(0, MAX_MESSAGE).toWellFormed().replace(/\.$/, '');
}

function overflow(error: ServerError, context: FaultContext): KoraError {
  const context_tokens = whole(error.fields.n_ctx) ?? context.context_tokens;
  const prompt_tokens = Math.max(whole(error.fields.n_prompt_tokens) ?? context.prompt_tokens, context_tokens + 1);
  const excess_tokens = prompt_tokens - context_tokens;
  return errors.KORA_OLLAMA_CONTEXT_OVERFLOW({
    model_id: context.model_id,
    prompt_tokens,
    context_tokens,
    excess_tokens,
  });
}

/** Names what the words say; null when only the status is left. */
function byWords(error: ServerError, context: FaultContext): KoraError | null {
  const { model_id, server } = context;
  const reason = reasonOf(error.message);
  const says = (pattern: RegExp) => pattern.test(error.message);
  if (error.message.startsWith('Unexpected endpoint or method')) {
    return errors.KORA_OLLAMA_NOT_OLLAMA({ server, what: 'LM Studio' });
  }
  if (error.type === 'exceed_context_size_error' || says(OVERFLOW)) return overflow(error, context);
  if (says(/ollama cloud is disabled/)) return errors.KORA_OLLAMA_REMOTE_MODEL({ model_id, host: 'ollama.com' });
  if (says(OUT_OF_MEMORY)) return errors.KORA_OLLAMA_OUT_OF_MEMORY({ model_id });
  if (says(/incompatible with your version of Ollama/))
    return errors.KORA_OLLAMA_MODEL_UNUSABLE({ model_id, reason: 'it does not fit this version of Ollama' });
  if (says(/timed out waiting for llama-server to start/)) return errors.KORA_OLLAMA_LOAD_STALLED({ model_id });
  if (says(/^server busy/)) return errors.KORA_OLLAMA_OVERLOADED({ server });
  if (says(/runner has unexpectedly stopped|encountered while running the model|process has terminated/))
    return errors.KORA_OLLAMA_CRASHED({ model_id, reason });
  if (says(/^model .* not found/)) return errors.KORA_OLLAMA_MODEL_NOT_FOUND({ model_id });
  // These come with status 500, although it is the request that is wrong.
  if (says(/^option ".*" must be of type|^invalid format:|unrecognized type|^invalid think value/))
    return errors.KORA_OLLAMA_BAD_REQUEST({ reason });
  return null;
}

/**
 * Names an error of Ollama by its words first, because a child's 400 or 500 is passed on as it happens. By status: a JSON
 * 404 is a missing model, a 404 in plain text a route that this version does not have.
 */
export function normaliseServerError(status: number, body: unknown, context: FaultContext): KoraError {
  const { server, model_id, path } = context;
  const error = findServerError(body);
  if (error === null) {
    if (status === 403) {
      const reason = 'the Host or Origin of the request is not one that it accepts';
      return errors.KORA_OLLAMA_REFUSED({ server, reason });
    }
    if (status === 404 || status === 405) return errors.KORA_OLLAMA_TOO_OLD({ server, path });
    if (status === 503) return errors.KORA_OLLAMA_OVERLOADED({ server });
    if (status < 300) return errors.KORA_OLLAMA_NOT_OLLAMA({ server, what: identifyServer(body) });
    return errors.KORA_OLLAMA_PROTOCOL({ reason: `HTTP ${status} without a reason` });
  }
  const named = byWords(error, context);
  if (named !== null) return named;
  // In a stream the child's own error object may come through.
  if (error.isObject && (status === 404 || status === 200))
    return errors.KORA_OLLAMA_NOT_OLLAMA({ server, what: identifyServer(body) });
  const reason = reasonOf(error.message);
  if (status === 401 || status === 403) return errors.KORA_OLLAMA_REFUSED({ server, reason });
  if (status === 404) return errors.KORA_OLLAMA_MODEL_NOT_FOUND({ model_id });
  if (status === 503 || status === 429) return errors.KORA_OLLAMA_OVERLOADED({ server });
  if (status === 499) return errors.KORA_OLLAMA_TRANSPORT({ server, reason });
  if (status >= 400 && status < 500) return errors.KORA_OLLAMA_BAD_REQUEST({ reason });
  return errors.KORA_OLLAMA_PROTOCOL({ reason });
}

/** Names a connection that did not come about, or broke. */
export function nameTransportFault({ kind, reason }: TransportFault, cause: unknown, server: string): KoraError {
  if (kind === 'refused') return errors.KORA_OLLAMA_NOT_RUNNING({ server });
  if (kind === 'not_http') {
    return errors.KORA_OLLAMA_NOT_OLLAMA({ server, what: 'Something that does not speak HTTP' });
  }
  return errors.KORA_OLLAMA_TRANSPORT({ server, reason }, cause);
}
