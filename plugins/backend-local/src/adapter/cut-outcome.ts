import type { AttemptOutcome } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import type { CallResult } from './call-model.ts';
import { modelErrors } from './model-errors.ts';
import { type AnswerForm, parseAnswer } from './parse-answer.ts';

/** Ways in which generation was cut off: in a plain answer, in the middle of JSON, or before an answer began. */
export type CutOutcome = Extract<AttemptOutcome, 'truncated' | 'json_cut' | 'thinking_overrun'>;

/** What used up the room: the context of the model, or tokens of the budget. */
export type CutBy = 'context' | 'budget';

type CallFacts = { readonly task_id: string; readonly connector: string; readonly model: string };

/** What was being generated when there was no room left. */
export function cutOutcome({ text, thought }: Pick<CallResult, 'text' | 'thought'>, form: AnswerForm): CutOutcome {
  if (text.trim() === '') return thought ? 'thinking_overrun' : 'truncated';
  return form === 'json' && parseAnswer(text, form) === undefined ? 'json_cut' : 'truncated';
}

/** The error of such an attempt. */
export function cutError(outcome: CutOutcome, facts: CallFacts, by: CutBy): KoraError {
  if (outcome === 'json_cut') return modelErrors.KORA_MODEL_JSON_CUT({ ...facts, by });
  if (outcome === 'thinking_overrun') return modelErrors.KORA_MODEL_THINKING_OVERRUN({ ...facts, by });
  return modelErrors.KORA_MODEL_TRUNCATED({ ...facts, by });
}
