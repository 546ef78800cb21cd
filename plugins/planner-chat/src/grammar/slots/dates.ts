import type { MatchState, Slot } from '../pattern.ts';
import { integer } from './numbers.ts';
import { zoneOfAbbreviation } from './zone-abbreviations.ts';

/** A day that a message names. `today` and `yearless` need the clock. */
export type DateReading =
  | { readonly kind: 'fixed'; readonly iso: string }
  | { readonly kind: 'today'; readonly days: number }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number }
  | {
      readonly kind: 'offset';
      readonly from: DateReading;
      readonly amount: number;
      readonly unit: 'days' | 'weeks' | 'months' | 'years';
    };

type Read = { readonly value: DateReading; readonly end: number };

const DAY_FIRST = new Set(
  'GB IE AU NZ IN ZA DE AT CH FR ES IT PT NL BE DK NO FI PL CZ SK BR MX AR SG MY NG KE'.split(' '),
);
const MONTH_FIRST = new Set(['US', 'CA', 'PH']);
/** Where a time such as 3:30 is as likely one of the afternoon. */
const TWELVE_HOURS = new Set(['US', 'CA', 'PH', 'AU', 'NZ', 'IN']);
/** Where the day stands first, whoever writes it. */
const SURELY_DAY_FIRST = /(?<![\d/])(1[3-9]|2\d|3[01])\/\d{1,2}\/\d{4}(?![\d/])/;

function fixed(year: number, month: number, day: number, end: number): Read[] {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  // The calendar of today began in October 1582; what a date before it means depends on who wrote it.
  if (year < 1583 || year > 9999 || month < 1 || month > 12 || day < 1 || day > last) return [];
  const pad = (value: number) => String(value).padStart(2, '0');
  return [{ value: { kind: 'fixed', iso: `${year}-${pad(month)}-${pad(day)}` }, end }];
}

/** Index after the token that ends at a position of the text, or null when none does. */
function tokenEndingAt(state: MatchState, at: number, position: number): number | null {
  for (let i = at; i < state.end && i < at + 8; i++) if (state.tokens[i]?.end === position) return i + 1;
  return null;
}

function written(state: MatchState, at: number): Read[] {
  const start = state.tokens[at]?.start ?? 0;
  const rest = state.text.slice(start, start + 12);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?![\d-])/.exec(rest);
  const parted = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d./])/.exec(rest);
  const match = iso ?? parted;
  if (match === null) return [];
  const end = tokenEndingAt(state, at, start + match[0].length);
  if (end === null) return [];
  if (iso !== null) return fixed(Number(iso[1]), Number(iso[2]), Number(iso[3]), end);
  const [first, sign, second, year] = [Number(match[1]), match[2], Number(match[3]), Number(match[4])];
  const country = state.context.country;
  // The country decides which comes first, and where it is not known, nobody. Points are not American: who writes them there
  // may be from anywhere.
  const points = sign === '.' && country !== '' && !MONTH_FIRST.has(country);
  if (points || first > 12 || DAY_FIRST.has(country)) return fixed(year, second, first, end);
  // Somebody who writes 13/04/2025, or writes in another language, may write 05/06/2025 in that order, too, wherever this is.
  const speaksEnglish = state.context.language.code === 'en';
  const american = country === 'US' && speaksEnglish && sign === '/' && !SURELY_DAY_FIRST.test(state.text);
  if (second > 12 || american) return fixed(year, first, second, end);
  return first === second ? fixed(year, first, second, end) : [];
}

/** The number of a day, with or without its ending: 5, 5th. */
function dayAt(state: MatchState, at: number): { readonly day: number; readonly end: number } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return null;
  const ending = state.tokens[at + 1];
  const ordinal = ending?.glued === true && state.context.language.slotWords.ordinals.has(ending.text);
  return { day: Number(token.text), end: at + (ordinal ? 2 : 1) };
}

function named(state: MatchState, at: number): Read[] {
  const { months } = state.context.language;
  const monthAt = (i: number) =>
    i < state.end && state.tokens[i]?.kind === 'word' ? months.get(state.tokens[i]?.text ?? '') : undefined;
  const { articles } = state.context.language.slotWords;
  const the = articles.has(state.tokens[at]?.text ?? '') ? 1 : 0;
  const early = dayAt(state, at + the);
  const of = early !== null && articles.has(state.tokens[early.end]?.text ?? '') ? 1 : 0;
  const monthAfter = early === null ? undefined : monthAt(early.end + of);
  if (early !== null && monthAfter !== undefined) return withYear(state, monthAfter, early.day, early.end + of + 1);
  const month = monthAt(at);
  if (month === undefined) return [];
  const skip = state.tokens[at + 1]?.text === '.' ? 1 : 0;
  const thes = articles.has(state.tokens[at + 1 + skip]?.text ?? '') ? 1 : 0;
  const late = dayAt(state, at + 1 + skip + thes);
  return late === null ? [] : withYear(state, month, late.day, late.end);
}

function withYear(state: MatchState, month: number, day: number, end: number): Read[] {
  const comma = state.tokens[end]?.text === ',' || state.tokens[end]?.text === '.' ? 1 : 0;
  const year = end + comma < state.end ? state.tokens[end + comma] : undefined;
  if (year?.kind === 'number' && /^\d{4}$/.test(year.text))
    return fixed(Number(year.text), month, day, end + comma + 1);
  if (year?.kind === 'number') return [];
  const exists = day >= 1 && day <= new Date(Date.UTC(2023, month, 0)).getUTCDate();
  return exists ? [{ value: { kind: 'yearless', month, day }, end }] : [];
}

function relative(state: MatchState, at: number): Read[] {
  const words = (n: number) =>
    state.tokens
      .slice(at, Math.min(at + n, state.end))
      .map(({ text }) => text)
      .join(' ');
  for (const [phrase, days] of state.context.language.slotWords.days) {
    if (words(phrase.length) === phrase.join(' ') && at + phrase.length <= state.end)
      return [{ value: { kind: 'today', days }, end: at + phrase.length }];
  }
  for (const count of [3, 2, 1]) {
    const holiday = state.context.language.holidays.get(words(count));
    if (holiday !== undefined && at + count <= state.end) {
      const [month, day] = holiday;
      const year = state.tokens[at + count];
      if (year?.kind === 'number' && /^\d{4}$/.test(year.text))
        return fixed(Number(year.text), month, day, at + count + 1);
      return [{ value: { kind: 'yearless', month, day }, end: at + count }];
    }
  }
  return [];
}

function* plainDate(state: MatchState, at: number): Iterable<Read> {
  if (state.tokens[at]?.kind === 'quoted') return;
  // In some languages an article stands before digits, too: "bis zum 24.12.2026".
  const { articles, ordinals } = state.context.language.slotWords;
  const skip = ordinals.has('.') && articles.has(state.tokens[at]?.text ?? '') ? 1 : 0;
  const found = written(state, at + skip);
  yield* found.length > 0 ? found : [...named(state, at), ...relative(state, at)].slice(0, 1);
}

/** `{date}`: a day by its date or by a word such as today. */
export const date: Slot = plainDate;

function* amountAt(state: MatchState, at: number) {
  for (const { value, end } of [...integer(state, at), ...one(state, at)]) {
    const said = end < state.end ? (state.tokens[end]?.text ?? '') : '';
    const { dateUnits } = state.context.language.slotWords;
    const unit = Object.hasOwn(dateUnits, said) ? dateUnits[said] : undefined;
    if (typeof value === 'number' && value >= 0 && value <= 1_000_000 && unit !== undefined)
      yield { amount: value, unit, end: end + 1 };
  }
}

function one(state: MatchState, at: number): { readonly value: number; readonly end: number }[] {
  const isOne = state.context.language.slotWords.one.has(state.tokens[at]?.text ?? '');
  return isOne ? [{ value: 1, end: at + 1 }] : [];
}

const TODAY: DateReading = { kind: 'today', days: 0 };

/** `{date_expression}`: a day counted from another: in 90 days, 3 weeks ago, 10 days after 1 May 2026. */
export const dateExpression: Slot = function* (state, at) {
  const { ahead, agoBehind, agoBefore, after, before } = state.context.language.slotWords;
  const word = state.tokens[at]?.text ?? '';
  if (ahead.has(word) || agoBefore.has(word)) {
    for (const { amount, unit, end } of amountAt(state, at + 1))
      yield { value: { kind: 'offset', from: TODAY, amount: ahead.has(word) ? amount : -amount, unit }, end };
  }
  for (const { amount, unit, end } of amountAt(state, at)) {
    const next = (end < state.end ? state.tokens[end]?.text : undefined) ?? '';
    if (agoBehind.has(next)) yield { value: { kind: 'offset', from: TODAY, amount: -amount, unit }, end: end + 1 };
    if (after.has(next) || before.has(next)) {
      for (const { value, end: last } of plainDate(state, end + 1)) {
        yield { value: { kind: 'offset', from: value, amount: before.has(next) ? -amount : amount, unit }, end: last };
      }
    }
  }
  for (const { value, end } of plainDate(state, at)) {
    const sign = end < state.end ? state.tokens[end]?.text : undefined;
    if (sign !== '+' && sign !== 'plus' && sign !== '-' && sign !== 'minus') continue;
    for (const { amount, unit, end: after } of amountAt(state, end + 1)) {
      yield {
        value: { kind: 'offset', from: value, amount: sign === '+' || sign === 'plus' ? amount : -amount, unit },
        end: after,
      };
    }
  }
};

/** `{time}`: a time of day, as HH:MM. A bare number is none. */
export const time: Slot = function* (state, at) {
  const start = state.tokens[at]?.start;
  if (start === undefined || state.tokens[at]?.kind === 'quoted') return;
  const rest = state.text.slice(start, start + 12).toLowerCase();
  const match = /^(\d{1,2})(?::(\d{2}))?\s?(a\.m\.|p\.m\.|am|pm)?(?![\d:\p{L}])/u.exec(rest);
  const { times, hour } = state.context.language.slotWords;
  const name = state.tokens[at]?.text ?? '';
  const named = Object.hasOwn(times, name) ? times[name] : undefined;
  if (named !== undefined) yield { value: named, end: at + 1 };
  const end = match === null ? null : tokenEndingAt(state, at, start + match[0].trimEnd().length);
  const saysHour = end !== null && end < state.end && hour.has(state.tokens[end]?.text ?? '');
  if (match === null || (match[2] === undefined && match[3] === undefined && !saysHour)) return;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)];
  const half = match[3]?.startsWith('p') === true ? 12 : 0;
  const either = /^[1-7]:/.test(match[0]) && match[3] === undefined && TWELVE_HOURS.has(state.context.country);
  if (either && !saysHour) return;
  const sound = match[3] === undefined ? hours <= 23 : hours >= 1 && hours <= 12;
  if (end === null || !sound || minutes > 59) return;
  const full = match[3] === undefined ? hours : (hours % 12) + half;
  yield {
    value: `${String(full).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
    end: saysHour ? end + 1 : end,
  };
};

/** `{zone}`: an IANA time zone, by the names that the language knows, by an abbreviation, or as one's own. */
export const zone: Slot = function* (state, at) {
  const { zones, vocabularies } = state.context.language;
  for (let end = Math.min(at + 4, state.end); end > at; end--) {
    const name = state.tokens
      .slice(at, end)
      .map(({ text }) => text)
      .join(' ');
    // "Noon here in Tokyo" is noon in Tokyo, or noon here.
    const mine = end === state.end && vocabularies.my_zone !== undefined && Object.hasOwn(vocabularies.my_zone, name);
    const known = mine
      ? state.context.timeZone
      : (zones.get(name) ?? zoneOfAbbreviation(name, state.context) ?? undefined);
    if (known !== undefined) return yield { value: known, end };
  }
};
