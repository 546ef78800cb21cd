import type { ModelEvent, ModelRequest } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { closingConnection, type ResponseBody, readNdjson } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import type { OllamaClient, OllamaQuestion } from '../server/server-client.ts';
import { type ChatEnding, type ChatLine, decodeChatLine } from './chat-line.ts';
import { ChatTally } from './chat-tally.ts';
import { type ContextFacts, requireContextKept } from './require-context-kept.ts';

/** One call that is ready to be made. */
export interface ChatCall {
  readonly client: OllamaClient;
  readonly request: ModelRequest;
  readonly question: OllamaQuestion;
  readonly facts: ContextFacts;
  readonly start: Extract<ModelEvent, { type: 'start' }>;
  /** Whether the user allows the host that an answer says it comes from. */
  readonly allowsRemote: boolean;
  readonly log: Logger;
}

/** Makes a call and tells its events. Faults are thrown; an abort after the start ends the events with `aborted`. */
export function runChat(call: ChatCall, caller: AbortSignal): AsyncGenerator<ModelEvent> {
  return closingConnection(caller, async function* (signal) {
    const response = await call.client.begin(call.question, signal);
    yield call.start;
    yield* readAnswer(call, response.body ?? [], signal);
  });
}

function* textEvents({ thinking, text }: ChatLine): Generator<ModelEvent> {
  if (thinking !== '') yield { type: 'thinking', text: thinking };
  if (text !== '') yield { type: 'delta', text };
}

/** @throws what a line reports as an error, or that the answer comes from elsewhere. */
function requireAnswer(line: ChatLine, { client, question, request, allowsRemote }: ChatCall): void {
  if (line.error !== null) throw client.fault(500, line.error, question);
  if (line.remote_host !== null && !allowsRemote) {
    throw errors.KORA_OLLAMA_REMOTE_MODEL({ model_id: request.model_id, host: line.remote_host });
  }
}

async function* readAnswer(call: ChatCall, body: ResponseBody, signal: AbortSignal): AsyncGenerator<ModelEvent> {
  const { client, request, facts } = call;
  const tally = new ChatTally(facts.prompt_tokens, request.schema !== null);
  let ending: ChatEnding | null = null;
  try {
    for await (const value of readNdjson(body, client.unexpected)) {
      signal.throwIfAborted();
      const line = decodeChatLine(value);
      requireAnswer(line, call);
      tally.take(line);
      if (tally.isBeyond(request.max_tokens)) {
        yield { type: 'end', finish_reason: 'length', usage: tally.estimate(request.max_tokens) };
        return;
      }
      yield* textEvents(line);
      ending = line.ending;
      if (ending !== null) break;
    }
    signal.throwIfAborted();
    if (ending !== null) await requireContextKept(facts, ending, client, call.log, signal);
  } catch (error) {
    if (signal.aborted) {
      yield { type: 'end', finish_reason: 'aborted', usage: tally.estimate(request.max_tokens) };
      return;
    }
    throw client.brokenBy(error, signal);
  }
  if (ending === null) throw errors.KORA_OLLAMA_INCOMPLETE({ server: client.address, what: 'the answer' });
  yield { type: 'end', finish_reason: ending.reason, usage: tally.usage(ending) };
}
