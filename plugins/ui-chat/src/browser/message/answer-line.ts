import type { Answer } from '@kora/contracts';
import { formatCount, formatDuration } from '@kora/plugin-sdk/ui';
import { speedText } from './speed-text.ts';

/** Fewer avoided tokens than this are not worth a word. */
const WORTH_TELLING = 50;

/** What the badge says, and what the line beside it. */
export interface AnswerLine {
  readonly badge: string;
  readonly line: string;
  /** The model that was asked; null where none was. */
  readonly model: string | null;
  /** What was said has left this computer. */
  readonly remote: boolean;
}

const BADGES = {
  none: '',
  deterministic: 'Deterministic',
  model: 'Model',
  hybrid: 'Hybrid',
  reused: 'Reused',
} as const;

function work({ path, model_calls }: Answer): string {
  const calls = formatCount(model_calls, 'call');
  if (path === 'hybrid') return `Deterministic + model (${calls})`;
  return formatCount(model_calls, 'model call');
}

/** How an answer came about, in a line: `Deterministic + model (1 call) · 320 tokens · 1.2 s`. Null when nothing is known. */
export function answerLine(answer: Answer): AnswerLine | null {
  const {
    path,
    tokens_in,
    tokens_out,
    tokens_avoided,
    tokens_avoided_exact,
    duration_ms,
    model_calls,
    model_id,
    generation,
  } = answer;
  if (path === 'none') return null;
  const tokens = tokens_in + tokens_out;
  const avoided = `${tokens_avoided_exact ? '' : 'about '}${formatCount(tokens_avoided, 'token')} avoided`;
  const parts = [
    work(answer),
    tokens > 0 ? formatCount(tokens, 'token') : '',
    generation === undefined ? '' : speedText(generation.tokens, generation.duration_ms),
    tokens_avoided >= WORTH_TELLING ? avoided : '',
    formatDuration(duration_ms),
  ];
  return {
    badge: BADGES[path],
    line: parts.filter(Boolean).join(' · '),
    model: model_calls > 0 ? model_id : null,
    remote: answer.remote === true,
  };
}
