import type { PlanNote } from '@kora/contracts';
import type { DataSource } from '../data/data-source.ts';
import type { Language } from '../language/language.ts';
import type { Token } from '../message/token.ts';
import { asksAboutTime, hasTime } from './asks-about-time.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** Data up to this size goes to the model whole: a summary would save little and could leave out what matters. */
export const SMALL_TOKENS = 1_500;
/** What a summary of a table takes, at most, roughly. */
export const SUMMARY_TOKENS = 1_200;

/** How a text goes to the model. */
export type Way = 'whole' | 'summary' | 'excerpt';

/**
 * Decides how data goes to the model. A large table is summarised when the request asks for an overview and nothing in it asks
 * about single rows, or when it does not fit otherwise; any other large text is cut only when it does not fit.
 */
export function wayOf(source: DataSource, words: readonly Token[], language: Language, room: number | null): Way {
  const tokens = estimateTokens(source.text);
  const fits = room === null || tokens <= room;
  const isTable = source.columns !== null;
  if (fits && tokens <= SMALL_TOKENS) return 'whole';
  const asks = (set: ReadonlySet<string>) => words.some(({ text, kind }) => kind === 'word' && set.has(text));
  const overview = asks(language.overview) || (hasTime(source) && asksAboutTime(words, language));
  if (isTable && overview && !asks(language.rowwise)) return 'summary';
  if (fits) return 'whole';
  return isTable ? 'summary' : 'excerpt';
}

/** The note that says what the model sees instead of the data. */
export function summaryNote(source: DataSource): PlanNote {
  const whole = estimateTokens(source.text);
  return {
    code: 'data_summarised',
    message: `The model sees a summary of ${source.name}, computed from all its rows, and its first rows instead of the whole data.`,
    details: {
      name: source.name,
      tokens_whole_estimated: whole,
      tokens_avoided_estimated: Math.max(0, whole - SUMMARY_TOKENS),
    },
  };
}

/** A text without its middle, so that it takes at most `room` tokens, and the note that says so. */
export function excerptOf(source: DataSource, room: number): { readonly text: string; readonly note: PlanNote } {
  const characters = Math.max(300, Math.floor(room * 2));
  const head = Math.floor(characters * 0.7);
  const tail = characters - head;
  const left = source.text.length - head - tail;
  const text =
    `${source.text.slice(0, head)}\n[... ${left} characters left out ...]\n${source.text.slice(-tail)}`.toWellFormed();
  const message = `The middle of ${source.name} was left out (${left} characters), because the model's context has no room for it.`;
  return {
    text,
    note: { code: 'attachment_excerpted', message, details: { name: source.name, characters_left_out: left } },
  };
}
