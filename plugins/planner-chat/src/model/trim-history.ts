import type { PlanNote, PlanRequest } from '@kora/contracts';
import { estimateTokens } from './estimate-tokens.ts';

type History = PlanRequest['history'];

/** What a message costs beside its text: role and separators. */
const OVERHEAD = 8;

/** History that fits, and the note that says what was left out. */
export interface TrimmedHistory {
  readonly kept: History;
  readonly notes: readonly PlanNote[];
}

/**
 * Keeps the latest messages that fit into `available` tokens, whole messages only, and begins with one of the user. Nothing is
 * cut when the size of the model's context is not known.
 */
export function trimHistory(history: History, available: number | null): TrimmedHistory {
  if (available === null) return { kept: history, notes: [] };
  let spent = 0;
  let first = history.length;
  for (; first > 0; first--) {
    spent += estimateTokens(history[first - 1]?.content ?? '') + OVERHEAD;
    if (spent > available) break;
  }
  // An answer without its question would be taken for one to something else.
  if (first > 0) while (first < history.length && history[first]?.role !== 'user') first++;
  if (first === 0) return { kept: history, notes: [] };
  const left = history.slice(0, first);
  const tokens = left.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  const what = left.length === 1 ? 'The earliest message was' : `The ${left.length} earliest messages were`;
  return {
    kept: history.slice(first),
    notes: [
      {
        code: 'history_trimmed',
        message: `${what} left out, because the model's context has no room for them.`,
        details: {
          messages_left_out: left.length,
          messages_kept: history.length - first,
          tokens_left_out_estimated: tokens,
        },
      },
    ],
  };
}
