import { isRecord } from '@kora/contracts';
import {
  findServerError,
  parseJson,
  type ResponseBody,
  readServerEvents,
  type ServerEvent,
  whole,
  words,
} from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** A piece of what the model wrote. */
export interface TextStep {
  readonly type: 'delta' | 'thinking';
  readonly text: string;
}

/** One step of a streamed answer. */
export type ChatStep =
  | TextStep
  | { readonly type: 'model'; readonly name: string }
  | { readonly type: 'usage'; readonly tokens_in: number; readonly tokens_out: number }
  | { readonly type: 'finish'; readonly reason: string }
  | { readonly type: 'error'; readonly body: unknown };

function* usageSteps(usage: unknown): Generator<ChatStep> {
  if (!isRecord(usage)) return;
  const tokens_in = whole(usage.prompt_tokens);
  const tokens_out = whole(usage.completion_tokens);
  // A prompt of no tokens does not exist; some versions send zeros for what they did not count.
  if (tokens_in && tokens_out !== null) yield { type: 'usage', tokens_in, tokens_out };
}

function* choiceSteps(choice: Record<string, unknown>): Generator<ChatStep> {
  const delta = isRecord(choice.delta) ? choice.delta : {};
  // gpt-oss thinks in `reasoning`, the others in `reasoning_content`.
  const thinking = delta.reasoning_content ?? delta.reasoning;
  if (typeof thinking === 'string' && thinking !== '') yield { type: 'thinking', text: thinking };
  if (typeof delta.content === 'string' && delta.content !== '') yield { type: 'delta', text: delta.content };
  const reason = words(choice.finish_reason);
  if (reason !== null) yield { type: 'finish', reason };
}

/** What one event means; of a kind that is not known, nothing. @throws KORA_LMSTUDIO_PROTOCOL when it is no JSON object. */
export function* stepsOf({ event: name, data }: ServerEvent): Generator<ChatStep> {
  const event = parseJson(data);
  if (name === 'error' && findServerError(event) === null) {
    yield { type: 'error', body: { error: event ?? data } };
    return;
  }
  if (!isRecord(event)) throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'an event of the stream is not a JSON object' });
  if (findServerError(event) !== null) {
    yield { type: 'error', body: event };
    return;
  }
  const [choice] = Array.isArray(event.choices) ? event.choices : [];
  const model = isRecord(choice) ? words(event.model) : null;
  if (model !== null) yield { type: 'model', name: model };
  if (isRecord(choice)) yield* choiceSteps(choice);
  yield* usageSteps(event.usage);
}

/**
 * Reads a stream of chat completion chunks: events split or joined as the network likes, comment lines in between. Ends
 * after `[DONE]`.
 * @throws KORA_LMSTUDIO_PROTOCOL for a stream that just ends: LM Studio ends it so when something went wrong.
 */
export async function* chatSteps(body: ResponseBody): AsyncGenerator<ChatStep> {
  const broken = (reason: string) => errors.KORA_LMSTUDIO_PROTOCOL({ reason });
  for await (const event of readServerEvents(body, broken)) {
    if (event.data === '[DONE]') return;
    yield* stepsOf(event);
  }
  throw broken('the stream ended before its end marker');
}
