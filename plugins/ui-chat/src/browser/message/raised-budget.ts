import type { Budget, ErrorBody } from '@kora/contracts';
import { formatCount, formatDuration, MOST_BUDGET } from '@kora/plugin-sdk/ui';

/** A budget that gives more of what was used up. */
export interface RaisedBudget {
  readonly budget: Budget;
  /** What there is more of: `4,096 tokens`. */
  readonly amount: string;
}

/** An amount of a budget in words. */
export const AMOUNTS: Readonly<Record<keyof Budget, (value: number) => string>> = {
  max_tokens: (tokens) => formatCount(tokens, 'token'),
  max_time_ms: formatDuration,
  max_retries: (retries) => (retries === 1 ? '1 retry' : `${retries.toLocaleString('en')} retries`),
};

const KINDS: Readonly<Record<string, keyof Budget>> = {
  tokens: 'max_tokens',
  time: 'max_time_ms',
  retries: 'max_retries',
};

interface Reached {
  readonly name: keyof Budget;
  /** How much there was; absent where the error does not say. */
  readonly declared?: unknown;
}

function reachedOf({ code, kind, scope, declared, max_time_ms, by }: ErrorBody['details']): Reached | null {
  switch (code) {
    case 'KORA_BUDGET_BREACHED': {
      const name = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
      // Of a whole graph it is not the conversation's to raise.
      return name === undefined || scope === 'graph' ? null : { name, declared };
    }
    case 'KORA_TASK_TIMEOUT':
      return { name: 'max_time_ms', declared: max_time_ms };
    case 'KORA_MODEL_TRUNCATED':
    case 'KORA_MODEL_JSON_CUT':
    case 'KORA_MODEL_THINKING_OVERRUN':
      return by === 'budget' ? { name: 'max_tokens' } : null;
    case 'KORA_MODEL_NOT_JSON':
    case 'KORA_MODEL_SCHEMA_VIOLATION':
      return { name: 'max_retries' };
    default:
      return null;
  }
}

/**
 * The budget with twice as much of what an error says was used up, at most what the contracts allow. Null where no budget was, where there
 * can be no more, and where `now` is more already, so that trying again is all it takes.
 */
export function raisedBudget({ details }: ErrorBody, now: Budget): RaisedBudget | null {
  const reached = reachedOf(details);
  if (reached === null) return null;
  const { name, declared } = reached;
  const was = typeof declared === 'number' ? declared : now[name];
  const value = Math.min(MOST_BUDGET[name], Math.max(1, 2 * was));
  if (now[name] > was || value <= was) return null;
  return { budget: { ...now, [name]: value }, amount: AMOUNTS[name](value) };
}
