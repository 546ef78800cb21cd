import type { MatchState, Slot } from '../pattern.ts';
import { number, numberAt, runsOn } from './numbers.ts';

/** `{numbers}`: at least two numbers, parted by commas with spaces, semicolons, spaces, line ends or "and". */
export const numbers: Slot = function* (state, at) {
  const open = state.tokens[at]?.text === '[' || state.tokens[at]?.text === '(' ? (state.tokens[at]?.text ?? '') : '';
  let position = open === '' ? at : at + 1;
  const values: string[] = [];
  const separators = new Set<string>();
  let joins = false;
  for (;;) {
    const items = itemsAt(state, position);
    if (items === null) return;
    values.push(...items.values);
    if (items.values.length > 1) separators.add('tight');
    position = items.end;
    const separator = separatorAt(state, position);
    if (separator === null) break;
    // "20 and 2 5": behind the last "and" stands one number.
    if (joins && separator.sign === ' ') return;
    joins ||= separator.sign === 'and';
    // "3, and 4" and "3 and 4" end a list; everything before uses one sign.
    if (separator.sign !== 'and' || separators.has('tight')) separators.add(separator.sign);
    position = separator.end;
  }
  if (open !== '') {
    if (state.tokens[position]?.text !== (open === '[' ? ']' : ')') || position >= state.end) return;
    position++;
  }
  // "1, 2, 3..." goes on.
  if (/^\s*[,;]?\s*(\.\.|\u2026)/.test(state.text.slice(state.tokens[position - 1]?.end))) return;
  // Where a comma stands before decimals, "3,5 and 8" is two numbers or three.
  const tight = state.tokens.slice(at, position).some(({ kind, text }) => kind === 'number' && text.includes(','));
  if (tight && joins && state.context.numbers.decimal === ',' && separators.size === 0) return;
  if (values.length >= 2 && separators.size <= 1) yield { value: values, end: position };
};

/** One number, or several that only commas part: `3,5,8`, which is no number of its own. */
function itemsAt(state: MatchState, at: number): { readonly values: readonly string[]; readonly end: number } | null {
  const token = state.tokens[at];
  if (token === undefined || at >= state.end) return null;
  const single = numberAt(state, at);
  if (single !== null) {
    const grouped = token.kind === 'number' && token.text.includes(',') && state.context.numbers.decimal === '.';
    const next = state.tokens[single.end];
    // "1,234,567" is a number or three: in a list nobody can tell, unless the list's own commas have spaces.
    const spacedComma = next?.text === ',' && single.end < state.end;
    const before = state.tokens[at - 1]?.text === ',';
    if (grouped && !spacedComma && !before) return null;
    return runsOn(state, single.end - 1) ? null : { values: [single.value], end: single.end };
  }
  const [said] = token.kind === 'word' ? [...number(state, at)] : [];
  if (said !== undefined) return { values: [String(said.value)], end: said.end };
  if (token.kind !== 'number' || state.context.numbers.decimal !== '.') return null;
  const pieces = token.text.split(',');
  // "1,5" may be a decimal of another country, and "1,234,5" two numbers.
  const grouped = pieces.slice(1).some((piece) => /^\d{3}(?!\d)/.test(piece));
  const sound = pieces.length >= 3 && !grouped && pieces.every((piece) => /^\d+(\.\d+)?$/.test(piece));
  return sound && !runsOn(state, at)
    ? { values: pieces.map((piece) => piece.replace(/^0+(?=\d)/, '')), end: at + 1 }
    : null;
}

function separatorAt(state: MatchState, at: number): { readonly sign: string; readonly end: number } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token === undefined) return null;
  const next = state.tokens[at + 1];
  const { and: ands } = state.context.language.slotWords;
  if (token.text === ',' || token.text === ';') {
    const and = ands.has(next?.text ?? '') ? 1 : 0;
    return { sign: token.text, end: at + 1 + and };
  }
  if (ands.has(token.text) || token.text === '&') return { sign: 'and', end: at + 1 };
  if (token.kind === 'number' && !token.glued) return { sign: ' ', end: at };
  if ((token.text === '-' || token.text === '\u2212') && !token.glued && next?.kind === 'number' && next.glued)
    return { sign: ' ', end: at };
  return null;
}
