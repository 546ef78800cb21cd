import type { ConnectorError } from '@kora/contracts';

/** The model is none of the connector's. */
export function modelNotFound(model_id: string): ConnectorError {
  const message = `The script has no model ${model_id}. Ask for one that models() lists.`;
  return { kind: 'model_not_found', code: 'KORA_SCRIPTED_MODEL_NOT_FOUND', message, retryable: false };
}

/** The prompt is longer than the context of every scripted model. */
export function contextOverflow(tokens_in: number, context_tokens: number): ConnectorError {
  const message = `The prompt has ${tokens_in} tokens and the scripted context ${context_tokens}. Shorten the prompt.`;
  const details = { prompt_tokens: tokens_in, context_tokens };
  return { kind: 'context_overflow', code: 'KORA_SCRIPTED_CONTEXT_OVERFLOW', message, retryable: false, details };
}

/** The connector was disposed. */
export function notRunning(id: string): ConnectorError {
  const message = `The connector ${id} was disposed. Make a new one.`;
  return { kind: 'not_running', code: 'KORA_SCRIPTED_NOT_RUNNING', message, retryable: false };
}

/** More calls arrived than the script has turns: the caller under test made a call too many. */
export function exhausted(index: number): ConnectorError {
  const message = `The script has no turn for call ${index}. Add one, or find out who made that call.`;
  return { kind: 'refused', code: 'KORA_SCRIPTED_EXHAUSTED', message, retryable: false };
}
