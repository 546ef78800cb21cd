import type { ErrorBody } from '@kora/contracts';
import { breachText } from './breach-text.ts';
import { plainWords } from './plain-words.ts';

/** What a person can do about an error. */
export type NextStep = 'retry' | 'raise' | 'budget' | 'model' | 'choose' | 'new' | 'settings';

/** An error as a card shows it. */
export interface ErrorCard {
  readonly title: string;
  readonly message: string;
  /** Paths and what is wrong with them. */
  readonly issues: readonly string[];
  readonly steps: readonly NextStep[];
  /** Nothing went wrong; something is missing that a person can get. */
  readonly mild: boolean;
}

function issuesOf({ details }: ErrorBody): readonly string[] {
  const { issues } = details;
  if (!Array.isArray(issues)) return [];
  return issues.slice(0, 5).map((issue) => {
    const { path = '', message = '' } =
      typeof issue === 'object' && issue !== null ? (issue as Record<string, unknown>) : {};
    return `${String(path) || '/'}: ${String(message)}`;
  });
}

type Card = { readonly title: string; readonly steps: readonly NextStep[] };

const BY_TYPE: Partial<Record<ErrorBody['error_type'], Card>> = {
  BUDGET_BREACH: { title: 'The budget is used up', steps: ['raise', 'budget', 'retry'] },
  TIMEOUT: { title: 'It took longer than allowed', steps: ['raise', 'budget', 'retry'] },
  MODEL_UNAVAILABLE: { title: 'The model is not there', steps: ['choose', 'retry'] },
  VALIDATION_ERROR: { title: 'The answer did not pass validation', steps: ['retry', 'raise', 'choose'] },
  OVERLOADED: { title: 'Studio is busy', steps: ['retry'] },
  FORBIDDEN: { title: 'Not allowed by the settings', steps: ['settings', 'retry'] },
};

const RUNTIME: Card = { title: 'The model’s runtime failed', steps: ['retry', 'choose'] };
const NO_ROOM: Card = { title: 'The answer had no room', steps: ['raise', 'budget', 'retry'] };
const BY_CODE: Readonly<Record<string, Card>> = {
  KORA_CHAT_NEEDS_MODEL: { title: 'A model is needed', steps: ['model', 'retry'] },
  KORA_MODEL_CONNECTOR_RESTING: { title: 'The model’s runtime is left alone for a while', steps: ['retry', 'choose'] },
  KORA_MODEL_REMOTE_REFUSED: { title: 'That model is not on this computer', steps: ['choose'] },
  KORA_MODEL_FAILED: RUNTIME,
  KORA_MODEL_STREAM_CUT: RUNTIME,
  KORA_MODEL_EMPTY: { title: 'The model answered with nothing', steps: ['retry', 'choose'] },
  KORA_MODEL_TRUNCATED: NO_ROOM,
  KORA_MODEL_JSON_CUT: NO_ROOM,
  KORA_MODEL_THINKING_OVERRUN: NO_ROOM,
};
const TOO_LONG: Card = { title: 'Too long for the model', steps: ['choose', 'new'] };
const UNKNOWN: Card = { title: 'This did not work', steps: ['retry'] };

function cardOf({ error_type, details }: ErrorBody): Card {
  const { code, by, next } = details;
  const name = typeof code === 'string' ? code : '';
  // There may be a model that the settings forbid to ask.
  if (next === 'allow_model') return { title: 'Not allowed by the settings', steps: ['settings', 'retry'] };
  if (/_CONTEXT_(OVERFLOW|FULL)$/.test(name) || by === 'context') return TOO_LONG;
  return (Object.hasOwn(BY_CODE, name) ? BY_CODE[name] : undefined) ?? BY_TYPE[error_type] ?? UNKNOWN;
}

/** What to show for an error, and what to offer. */
export function errorCard(error: ErrorBody): ErrorCard {
  const mild = error.details.code === 'KORA_CHAT_NEEDS_MODEL';
  return {
    ...cardOf(error),
    message: breachText(error) ?? plainWords(error) ?? error.message,
    issues: issuesOf(error),
    mild,
  };
}
