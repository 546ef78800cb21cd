import { isRecord, type ModelRequest } from '@kora/contracts';
import { errors } from '../errors.ts';
import type { ServerClient } from './server-client.ts';

/**
 * Tokens of the prompt, template included: one call of a current llama-server, two of one that is too old for it.
 * @throws what the server answers otherwise, by name.
 */
export async function countTokens(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<number> {
  const { model_id, max_tokens, messages } = request;
  const body = { model: model_id, messages };
  const counted = await client.ask({ path: '/v1/chat/completions/input_tokens', body }, signal);
  const tokens = isRecord(counted.body) ? counted.body.input_tokens : undefined;
  if (counted.status === 200 && Number.isSafeInteger(tokens)) return Number(tokens);
  if (counted.status !== 404) throw client.fault(counted.status, counted.body, request);
  const applied = await client.demand('/apply-template', body, { model_id, max_tokens }, signal);
  const prompt = isRecord(applied) ? applied.prompt : undefined;
  // The template writes special tokens, so they are parsed here, in the text that it made, and nowhere else.
  const question = { model: model_id, content: prompt, add_special: true, parse_special: true };
  const answer =
    typeof prompt === 'string' ? await client.demand('/tokenize', question, { model_id, max_tokens }, signal) : null;
  const list = isRecord(answer) ? answer.tokens : undefined;
  if (!Array.isArray(list)) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'the server counted no tokens' });
  return list.length;
}
