import { isRecord } from '@kora/contracts';
import { isKoraError, type Logger } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import type { OllamaClient } from '../server/server-client.ts';
import type { ChatEnding } from './chat-line.ts';

/** Our own facts about a call. */
export interface ContextFacts {
  readonly model_id: string;
  /** Lower bound of the prompt's tokens. */
  readonly prompt_tokens: number;
  readonly context_tokens: number;
  readonly max_tokens: number;
}

/** A shortfall up to this share of the estimate, or this many tokens, is a vocabulary that we did not think of. */
const TOLERATED_SHARE = 0.05;
const TOLERATED_TOKENS = 16;
/** Ollama stops this close to the end of the context. */
const CONTEXT_MARGIN = 2;

/** @throws KORA_OLLAMA_CONTEXT_OVERFLOW for a prompt that fits in no vocabulary, before it is sent. */
export function requireRoom({ model_id, prompt_tokens, context_tokens }: ContextFacts): void {
  const excess_tokens = prompt_tokens - context_tokens;
  if (excess_tokens <= 0) return;
  throw errors.KORA_OLLAMA_CONTEXT_OVERFLOW({ model_id, prompt_tokens, context_tokens, excess_tokens });
}

/**
 * Sees from the counters of a complete answer whether something was lost in silence.
 * @throws KORA_OLLAMA_PROMPT_CUT when far fewer tokens were read than the prompt must have; a small shortfall is logged.
 * @throws KORA_OLLAMA_CONTEXT_FULL when the answer ended because the context did, which looks like reaching max_tokens.
 */
export async function requireContextKept(
  facts: ContextFacts,
  ending: ChatEnding,
  client: OllamaClient,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { model_id, prompt_tokens, context_tokens, max_tokens } = facts;
  const evaluated_tokens = ending.prompt_tokens;
  const isFull = evaluated_tokens + ending.answer_tokens >= context_tokens - CONTEXT_MARGIN;
  if (ending.reason === 'length' && ending.answer_tokens < max_tokens && isFull) {
    const answer_tokens = ending.answer_tokens;
    throw errors.KORA_OLLAMA_CONTEXT_FULL({ model_id, prompt_tokens: evaluated_tokens, answer_tokens, context_tokens });
  }
  const missing = prompt_tokens - evaluated_tokens;
  if (evaluated_tokens === 0 || missing <= 0) return;
  const isTolerable = missing <= Math.max(TOLERATED_TOKENS, prompt_tokens * TOLERATED_SHARE);
  if (isTolerable || !(await countsCachedTokens(client, signal))) {
    log.warn('Ollama reports fewer prompt tokens than expected', { model_id, prompt_tokens, evaluated_tokens });
    return;
  }
  throw errors.KORA_OLLAMA_PROMPT_CUT({ model_id, prompt_tokens, evaluated_tokens, context_tokens });
}

/** Before 0.30 `prompt_eval_count` left out what came from the cache, so that a low count proved nothing. */
async function countsCachedTokens(client: OllamaClient, signal: AbortSignal): Promise<boolean> {
  try {
    const body = await client.demandSoon({ path: '/api/version' }, signal);
    const version = isRecord(body) && typeof body.version === 'string' ? body.version : '';
    const [, major = '1', minor = '0'] = /^(\d+)\.(\d+)/.exec(version) ?? [];
    return Number(major) > 0 || Number(minor) >= 30;
  } catch (error) {
    signal.throwIfAborted();
    if (!isKoraError(error)) throw error;
    return true;
  }
}
