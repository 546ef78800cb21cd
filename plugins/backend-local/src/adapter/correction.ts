import type { PlainMessage, ValidationError } from '@kora/contracts';

/** How much of a refused answer the next attempt is shown, in characters. */
const MAX_QUOTED = 4_000;
/** How many failing places it is told. */
const MAX_PLACES = 8;

/** Why an answer was refused. */
export interface Refusal {
  readonly answer: string;
  /** Where it does not fit; empty when it was no JSON at all. */
  readonly errors: readonly ValidationError[];
}

/** The messages of an attempt that follows a refused answer: the conversation, that answer, and what was wrong with it. */
export function withCorrection(messages: readonly PlainMessage[], refusal: Refusal | null): readonly PlainMessage[] {
  if (refusal === null) return messages;
  const { answer, errors } = refusal;
  const quoted = answer.length > MAX_QUOTED ? `${answer.slice(0, MAX_QUOTED)}…` : answer;
  const places = errors
    .slice(0, MAX_PLACES)
    .map(({ path, keyword, message }) => `- ${path === '' ? 'the whole answer' : path} (${keyword}): ${message}`);
  const what =
    errors.length === 0 ? 'It is not exactly one JSON value.' : `It breaks the required schema:\n${places.join('\n')}`;
  const content = `Your answer was not accepted. ${what}\nAnswer again, with nothing but one JSON value that fits the schema.`;
  return [...messages, { role: 'assistant', content: quoted.toWellFormed() }, { role: 'user', content }];
}
