import { isRecord } from '@kora/contracts';
import { findServerError, parseJson, type ResponseBody, readServerEvents, whole } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** One step of a streamed answer. */
export type ChatStep =
  | { readonly type: 'delta' | 'thinking'; readonly text: string }
  | { readonly type: 'usage'; readonly tokens_in: number; readonly tokens_out: number }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length' }
  | { readonly type: 'error'; readonly body: unknown };

function* usageSteps(event: Record<string, unknown>): Generator<ChatStep> {
  const usage = isRecord(event.usage) ? event.usage : {};
  const timings = isRecord(event.timings) ? event.timings : {};
  const prompt = whole(timings.prompt_n);
  const cached = whole(timings.cache_n);
  const tokens_in = whole(usage.prompt_tokens) ?? (prompt === null ? null : prompt + (cached ?? 0));
  const tokens_out = whole(usage.completion_tokens) ?? whole(timings.predicted_n);
  if (tokens_in !== null && tokens_out !== null) yield { type: 'usage', tokens_in, tokens_out };
}

function* choiceSteps(choice: Record<string, unknown>): Generator<ChatStep> {
  const delta = isRecord(choice.delta) ? choice.delta : {};
  const { reasoning_content: thinking, content } = delta;
  if (typeof thinking === 'string' && thinking !== '') yield { type: 'thinking', text: thinking };
  if (typeof content === 'string' && content !== '') yield { type: 'delta', text: content };
  const reason = choice.finish_reason;
  if (typeof reason === 'string') yield { type: 'finish', reason: reason === 'length' ? 'length' : 'stop' };
}

/** What one `data:` line means. @throws KORA_LLAMACPP_PROTOCOL when it is no JSON object. */
export function* stepsOf(data: string): Generator<ChatStep> {
  const event = parseJson(data);
  if (!isRecord(event)) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'an event of the stream is not a JSON object' });
  if (findServerError(event) !== null) {
    yield { type: 'error', body: event };
    return;
  }
  const [choice] = Array.isArray(event.choices) ? event.choices : [];
  if (isRecord(choice)) yield* choiceSteps(choice);
  yield* usageSteps(event);
}

/**
 * Reads a stream of chat completion chunks: events split or joined as the network likes, comment lines in between.
 * Ends after `[DONE]` or an error event; what is missing by then is the caller's to notice.
 */
export async function* chatSteps(body: ResponseBody): AsyncGenerator<ChatStep> {
  const broken = (reason: string) => errors.KORA_LLAMACPP_PROTOCOL({ reason });
  for await (const { data } of readServerEvents(body, broken)) {
    if (data === '[DONE]') return;
    yield* stepsOf(data);
  }
  throw broken('the stream ended before its end marker');
}
