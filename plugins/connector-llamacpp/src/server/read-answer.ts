import type { ModelEvent, ModelRequest } from '@kora/contracts';
import type { ResponseBody } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { type ChatStep, chatSteps } from './chat-stream.ts';
import type { Expected } from './expected.ts';
import type { LateFacts } from './late-facts.ts';
import type { ServerClient } from './server-client.ts';

/** Tokens by which two ways of counting the same prompt may differ, such as a second start-of-text token. */
const COUNTING_SLACK = 8;

type Usage = Extract<ChatStep, { type: 'usage' }>;
type Finish = Extract<ChatStep, { type: 'finish' }>;

/**
 * The events of an answer, from its first text to its end.
 * @param facts what is expected of it; asked for beside it, when it was not known before
 * @throws KORA_LLAMACPP_PROTOCOL, KORA_LLAMACPP_TRANSPORT and what the server reports on the way; KORA_LLAMACPP_CONTEXT_LOST and
 * KORA_LLAMACPP_CONTEXT_OVERFLOW when it ended as if all were well and was not.
 */
export async function* readAnswer(
  client: ServerClient,
  body: ResponseBody,
  request: ModelRequest,
  facts: LateFacts,
  signal: AbortSignal,
): AsyncIterable<ModelEvent> {
  let usage: Usage | undefined;
  let finish: Finish | undefined;
  let pieces = 0;
  const estimate = () => ({ tokens_in: facts.prompt_tokens, tokens_out: pieces, source: 'estimated' }) as const;
  try {
    for await (const step of chatSteps(body)) {
      signal.throwIfAborted();
      if (step.type === 'error') throw client.fault(500, step.body, request);
      if (step.type === 'usage') usage = step;
      else if (step.type === 'finish') finish = step;
      else {
        pieces += 1;
        yield step;
        facts.ask();
      }
    }
  } catch (error) {
    if (signal.aborted) {
      yield { type: 'end', finish_reason: 'aborted', usage: estimate() };
      return;
    }
    throw client.brokenBy(error, signal);
  }
  if (finish === undefined) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'the stream ended without a finish reason' });
  const expected = await facts.known();
  if (usage !== undefined) requireWhole(usage, finish, request, expected);
  const { tokens_in, tokens_out } = usage ?? estimate();
  yield {
    type: 'end',
    finish_reason: finish.reason,
    usage: usage === undefined ? estimate() : { tokens_in, tokens_out, source: 'reported' },
  };
}

/** Neither a prompt that was cut nor an answer that ran out of context may pass for the whole. */
function requireWhole(usage: Usage, finish: Finish, { model_id, max_tokens }: ModelRequest, expected: Expected): void {
  const { tokens_in, tokens_out } = usage;
  const { prompt_tokens } = expected;
  if (tokens_in + COUNTING_SLACK < prompt_tokens)
    throw errors.KORA_LLAMACPP_CONTEXT_LOST({ model_id, prompt_tokens, kept_tokens: tokens_in });
  const total = tokens_in + tokens_out;
  const isFull = expected.context_tokens === null || total >= expected.context_tokens;
  if (finish.reason === 'length' && tokens_out < max_tokens && isFull) {
    const numbers = { prompt_tokens: tokens_in, max_tokens, context_tokens: expected.context_tokens ?? total };
    throw errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({ model_id, ...numbers });
  }
}
