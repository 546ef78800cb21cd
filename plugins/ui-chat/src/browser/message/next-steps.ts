import type { ErrorBody } from '@kora/contracts';

/** What a person can do about an error. */
export type NextStep = 'retry' | 'budget' | 'model' | 'settings';

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

const CARDS: Partial<Record<ErrorBody['error_type'], { readonly title: string; readonly steps: readonly NextStep[] }>> =
  {
    BUDGET_BREACH: { title: 'The budget is used up', steps: ['budget', 'retry'] },
    TIMEOUT: { title: 'It took longer than allowed', steps: ['budget', 'retry'] },
    MODEL_UNAVAILABLE: { title: 'A model is needed', steps: ['model', 'retry'] },
    VALIDATION_ERROR: { title: 'The answer did not pass validation', steps: ['retry'] },
    OVERLOADED: { title: 'Studio is busy', steps: ['retry'] },
    FORBIDDEN: { title: 'Not allowed by the settings', steps: ['settings', 'retry'] },
  };

/** What to show for an error, and what to offer. */
export function errorCard(error: ErrorBody): ErrorCard {
  const { title, steps } = CARDS[error.error_type] ?? { title: 'This did not work', steps: ['retry'] as const };
  // There may be a model that the settings forbid to ask.
  if (error.details.next === 'allow_model')
    return { title, message: error.message, issues: [], steps: ['settings', 'retry'], mild: true };
  const mild = error.details.code === 'KORA_CHAT_NEEDS_MODEL';
  return { title, message: error.message, issues: issuesOf(error), steps, mild };
}
