import type { DataSource } from '../data/data-source.ts';
import type { Language } from '../language/language.ts';
import type { NumberFormat } from '../message/number-format.ts';

/** What the meaning of a message depends on, beside its words. */
export interface RequestContext {
  readonly language: Language;
  /** BCP 47. */
  readonly locale: string;
  /** ISO 3166 code of the locale's country, or '' when it names none. */
  readonly country: string;
  readonly numbers: NumberFormat;
  /** RFC 3339. */
  readonly now: string;
  /** IANA. */
  readonly timeZone: string;
  /** The message before asked something, which this one may answer. */
  readonly isReply: boolean;
  /** Attachments and pasted data, in order. */
  readonly data: readonly DataSource[];
}
