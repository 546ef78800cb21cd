import { isRecord } from '@kora/contracts';
import { findServerError, whole } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** What the last object of a stream says. Counters that Go left out are zero. */
export interface ChatEnding {
  readonly reason: 'stop' | 'length';
  /** Tokens of the prompt; since 0.30 with those that came from the cache. */
  readonly prompt_tokens: number;
  readonly answer_tokens: number;
}

/** What one object of a stream says. The last one may carry text as well. */
export interface ChatLine {
  readonly thinking: string;
  readonly text: string;
  readonly ending: ChatEnding | null;
  /** The object itself when it reports an error. */
  readonly error: unknown;
  /** Set when the answer comes from another machine. */
  readonly remote_host: string | null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : '';
}

/** @throws KORA_OLLAMA_PROTOCOL for a reason that no generation ends with. */
function endingOf(line: Record<string, unknown>): ChatEnding {
  const reason = line.done_reason ?? 'stop';
  if (reason !== 'stop' && reason !== 'length') {
    throw errors.KORA_OLLAMA_PROTOCOL({
      reason: 'the answer ended as if only loading or unloading had been asked for',
    });
  }
  return { reason, prompt_tokens: whole(line.prompt_eval_count) ?? 0, answer_tokens: whole(line.eval_count) ?? 0 };
}

/** Decodes one object of the stream of `/api/chat`. @throws KORA_OLLAMA_PROTOCOL when it is none. */
export function decodeChatLine(line: unknown): ChatLine {
  if (!isRecord(line)) throw errors.KORA_OLLAMA_PROTOCOL({ reason: 'a line of the stream is not an object' });
  const error = findServerError(line) === null ? null : line;
  const message = isRecord(line.message) ? line.message : {};
  return {
    thinking: textOf(message.thinking),
    text: textOf(message.content),
    ending: error === null && line.done === true ? endingOf(line) : null,
    error,
    remote_host: textOf(line.remote_host) || null,
  };
}
