import { isRecord } from '@kora/contracts';
import { findServerError } from '@kora/plugin-sdk/http';

/**
 * Who answered with a body that Ollama would not send, by its shape and never by its status: LM Studio answers 200 to
 * every path, llama-server wraps its 404 in an object.
 */
export function identifyServer(body: unknown): string {
  const error = findServerError(body);
  if (error?.message.startsWith('Unexpected endpoint or method')) return 'LM Studio';
  if (error?.isObject && error.message === 'File Not Found') return 'llama-server';
  if (isRecord(body) && Array.isArray(body.models) && body.object === 'list') return 'llama-server';
  return 'Another program';
}
