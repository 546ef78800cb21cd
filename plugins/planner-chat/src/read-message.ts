import type { PlanRequest } from '@kora/contracts';
import type { DataSource } from './data/data-source.ts';
import { describePasted } from './data/detect-kind.ts';
import { sourceOf } from './data/sources-of.ts';
import type { MatchState } from './grammar/pattern.ts';
import type { Language } from './language/language.ts';
import { framesOf } from './message/frames.ts';
import { numberFormatOf } from './message/number-format.ts';
import { tokenize } from './message/tokenize.ts';

/** One way to read a message: what is asked, as tokens, with the data that it is asked about. */
export interface Reading {
  readonly state: Omit<MatchState, 'steps'>;
  /** How many texts the message holds beside the instruction. */
  readonly pasted: number;
  readonly data: readonly DataSource[];
  /** Its texts were taken out of the middle of what is asked: it serves for claims, and not for asking a model. */
  readonly inline: boolean;
}

/** The ways to read a message, the plainest first. */
export function* readingsOf(request: PlanRequest, language: Language): Iterable<Reading> {
  const attached = request.attachments.map(sourceOf);
  const numbers = numberFormatOf(request.locale);
  const country = /-([A-Z]{2})\b/.exec(request.locale)?.[1] ?? '';
  const before = request.history.at(-1);
  const isReply = before?.role === 'assistant' && /\?\s*$/.test(before.content);
  for (const { instruction, pasted, inline = false } of framesOf(request.message)) {
    const data = [...attached, ...pasted.map((text, i) => describePasted(text, attached.length + i))];
    const tokens = tokenize(instruction, language.contractions);
    const { locale, now, time_zone: timeZone } = request;
    const context = { language, locale, country, numbers, now, timeZone, isReply, data };
    yield { state: { tokens, end: tokens.length, text: instruction, context }, pasted: pasted.length, data, inline };
  }
}
