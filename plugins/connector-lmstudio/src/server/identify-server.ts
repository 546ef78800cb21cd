import { isRecord } from '@kora/contracts';
import { findServerError } from '@kora/plugin-sdk/http';

/**
 * Who answered a question for models with something that is no list of LM Studio. Null when it may well be LM Studio that
 * reports an error: a missing token, or a fault of its own.
 */
export function identifyServer(status: number, body: unknown, text: string): string | null {
  const error = findServerError(body);
  if (error?.message === 'File Not Found') return 'llama-server';
  if (text.startsWith('404 page not found')) return 'A server such as Ollama';
  if (
    isRecord(body) &&
    Array.isArray(body.data) &&
    body.data.some((item) => isRecord(item) && item.owned_by === 'llamacpp')
  )
    return 'llama-server';
  const isPlausible = status === 401 || status === 403 || status === 429 || status >= 500;
  return error !== null && (isPlausible || error.code === 'invalid_api_key') ? null : 'Another program';
}
