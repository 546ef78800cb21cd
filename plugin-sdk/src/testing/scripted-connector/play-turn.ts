import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelEvent, ModelUsage, StructuredOutput } from '@kora/contracts';
import { scriptedTokens } from './scripted-tokens.ts';
import type { ScriptedTurn } from './scripted-turn.ts';
import type { OngoingCall } from './served-call.ts';

/** What a turn needs to know of the connector that plays it. */
export interface Stage {
  readonly digest: string;
  readonly seed: boolean;
  readonly structured_output: StructuredOutput;
  /** What it cannot enforce of any schema. */
  readonly unenforced: readonly string[];
  /** Aborted when the caller gives up (unless the turn ignores it) or the connector is disposed. */
  readonly signal: AbortSignal;
}

/** Plays one turn: one `start`, deltas, and what the turn says about its end. Rejects with the signal's reason on abort. */
export async function* playTurn(turn: ScriptedTurn, call: OngoingCall, stage: Stage): AsyncGenerator<ModelEvent> {
  const { request } = call;
  const { signal } = stage;
  await pause(turn.delay_ms ?? 0, signal);
  yield {
    type: 'start',
    model_id: request.model_id,
    digest: stage.digest,
    structured_output: turn.structured_output ?? (request.schema === null ? 'none' : stage.structured_output),
    tokens_in: call.tokens_in,
    seed: stage.seed ? (request.parameters.seed ?? 0) : null,
    parameters: request.parameters,
    warnings: [...(request.schema === null ? [] : stage.unenforced), ...(turn.warnings ?? [])],
  };
  const cap = turn.ignores_max_tokens === true ? Number.POSITIVE_INFINITY : request.max_tokens;
  const tokens = [
    ...scriptedTokens(turn.thinking ?? '').map((text) => ({ type: 'thinking', text }) as const),
    ...scriptedTokens(turn.text ?? '').map((text) => ({ type: 'delta', text }) as const),
  ];
  for (const token of tokens.slice(0, cap)) {
    await pause(turn.token_delay_ms ?? 0, signal);
    call.tokens_out += 1;
    yield token;
  }
  signal.throwIfAborted();
  const ending = tokens.length > cap ? 'length' : (turn.ending ?? 'stop');
  if (ending === 'cut') return;
  if (ending === 'throw') throw new Error('The scripted runtime threw. It should have sent an error event.');
  if (ending === 'stall') await untilAborted(signal);
  else if (ending === 'stop' || ending === 'length') {
    yield { type: 'end', finish_reason: ending, usage: { ...trueUsage(call), ...turn.usage } };
  } else yield { type: 'error', error: ending };
}

/** What the call really used. */
export function trueUsage(call: OngoingCall): ModelUsage {
  return { tokens_in: call.tokens_in, tokens_out: call.tokens_out, source: 'reported' };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (milliseconds === 0) return;
  // The timer rejects with an AbortError of its own; callers are promised the signal's reason.
  await sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}
