import type { Slot } from '../pattern.ts';
import { COLOR_NAMES } from './color-names.ts';
import type { TextSource } from './texts.ts';

const COLOR = /^(#[0-9a-f]{8}|#[0-9a-f]{6}|#[0-9a-f]{3}|(?:rgb|hsl)a?\([\d\s.,%]{5,40}\))(?![\w])/i;

/** `{color}`: a colour in hexadecimal with #, or as rgb() or hsl(). */
export const color: Slot = function* (state, at) {
  const start = state.tokens[at]?.start;
  const first = state.tokens[at];
  if (start === undefined || first === undefined) return;
  if (first.kind === 'quoted') {
    if (COLOR.exec(first.text)?.[0] === first.text) yield { value: first.text, end: at + 1 };
    return;
  }
  const match = COLOR.exec(state.text.slice(start, start + 60));
  if (match === null) return;
  const end = state.tokens.findIndex((token, i) => i >= at && token.end === start + match[0].length);
  if (end >= 0 && end < state.end) yield { value: match[0], end: end + 1 };
};

/** `{color_name}`: the name of a colour in CSS. */
export const colorName: Slot = function* (state, at) {
  const name = state.tokens[at]?.text.toLowerCase() ?? '';
  if (COLOR_NAMES.has(name)) yield { value: name, end: at + 1 };
};

const FIELD = '(?:\\*|[0-9a-z]+)(?:[-/,](?:\\*|[0-9a-z]+))*';
const CRON = new RegExp(`^${FIELD}(?: ${FIELD}){4}(?![\\w*/,-])`, 'i');

/** `{cron}`: five fields, in quotes or not. */
export const cron: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token === undefined) return;
  if (token.kind === 'quoted') {
    const trimmed = token.text.trim();
    if (CRON.exec(trimmed)?.[0] === trimmed) yield { value: trimmed, end: at + 1 };
    return;
  }
  const match = CRON.exec(state.text.slice(token.start, token.start + 120));
  if (match === null || !/[*\d]/.test(match[0][0] ?? '')) return;
  const end = state.tokens.findIndex((other, i) => i >= at && other.end === token.start + match[0].length);
  if (end >= 0 && end < state.end) yield { value: match[0], end: end + 1 };
};

const ROMAN = /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;

/** `{roman}`: a Roman numeral in capitals. */
export const roman: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token === undefined) return;
  const written = token.kind === 'quoted' ? token.text : state.text.slice(token.start, token.end);
  // One letter, or letters that are hexadecimal digits too, could be something else.
  if (written.length > 1 && ROMAN.test(written) && !/^[CD]+$/.test(written)) yield { value: written, end: at + 1 };
};

/** `{quoted_text}`: a text in quotes as a source of text. */
export const quotedText: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token?.kind === 'quoted' && token.text !== '')
    yield { value: { literal: token.text } satisfies TextSource, end: at + 1 };
};

const TRIPLE = /^\(?\s*(\d{1,3})(?:\s*,\s*|\s+)(\d{1,3})(?:\s*,\s*|\s+)(\d{1,3})\s*\)?/;

/** `{rgb}`: three numbers, where the words around them say that they are red, green and blue; as rgb(). */
export const rgbTriple: Slot = function* (state, at) {
  const start = state.tokens[at]?.start;
  if (start === undefined || at >= state.end) return;
  const found = TRIPLE.exec(state.text.slice(start, start + 40));
  const end = state.tokens.findIndex(
    (token, i) => i >= at && token.end === start + (found?.[0].trimEnd().length ?? -1),
  );
  if (found !== null && end >= at && end < state.end)
    yield { value: `rgb(${found[1]}, ${found[2]}, ${found[3]})`, end: end + 1 };
};

/** `{hex_digits}`: six hexadecimal digits, where the words around them say that they are a colour; with a #. */
export const hexDigits: Slot = function* (state, at) {
  const start = state.tokens[at]?.start;
  if (start === undefined || at >= state.end) return;
  const found = /^[0-9a-f]{6}(?![\w.])/i.exec(state.text.slice(start, start + 8))?.[0];
  const end = state.tokens.findIndex((token, i) => i >= at && token.end === start + (found?.length ?? -1));
  if (found !== undefined && end >= at && end < state.end) yield { value: `#${found}`, end: end + 1 };
};

/** What Vixie cron takes for five fields. */
const NICKNAMES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** `{cron_name}`: a name such as @daily, in quotes or not; as the five fields that it stands for. */
export const cronName: Slot = function* (state, at) {
  const [token, next] = [state.tokens[at], state.tokens[at + 1]];
  const quotation = token?.kind === 'quoted' ? NICKNAMES[token.text] : undefined;
  if (quotation !== undefined) yield { value: quotation, end: at + 1 };
  const meant = token?.text === '@' && next?.glued === true ? NICKNAMES[`@${next.text}`] : undefined;
  if (meant !== undefined && at + 1 < state.end) yield { value: meant, end: at + 2 };
};
