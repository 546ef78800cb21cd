import type { Token } from './token.ts';

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:[.,'\u2019\u00a0\u202f]\d+)*|\.\d+)(?:[eE][+-]?\d+(?![\p{L}\d]))?/uy;
const LITERAL = /0[xX][0-9a-fA-F]+\b|0[bB][01]+\b|0[oO][0-7]+\b/y;
const WORD = /[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:['\u2019]\p{L}+)*/uy;
const QUOTED = [/"([^"]*)"/y, /\u201c([^\u201d]*)\u201d/y, /`([^`]+)`/y, /\u00ab([^\u00bb]*)\u00bb/y];
// An apostrophe opens a quotation only where a word could begin, and closes it only where one could end.
const SINGLE = /'([^'\n]*(?:\w'\w[^'\n]*)*)'(?![\p{L}\p{N}])/uy;

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/**
 * Parts a message into tokens. Contractions such as "what's" become the words that `contractions` gives for them.
 * Linear in the text; the caller bounds its length.
 */
export function tokenize(text: string, contractions: ReadonlyMap<string, readonly string[]>): readonly Token[] {
  const tokens: Token[] = [];
  let glued = false;
  for (let position = 0; position < text.length; ) {
    const space = at(SPACE, text, position);
    if (space !== null) {
      position += space[0].length;
      glued = false;
      continue;
    }
    const add = (kind: Token['kind'], length: number, value: string, stuck = glued) => {
      tokens.push({ kind, text: value, start: position, end: position + length, glued: stuck });
    };
    const opens = position === 0 || /[\s([:=,]/.test(text[position - 1] ?? '');
    const quoted =
      QUOTED.map((pattern) => at(pattern, text, position)).find((found) => found !== null) ??
      (opens ? at(SINGLE, text, position) : null);
    const literal = quoted === null ? at(LITERAL, text, position) : null;
    const number = quoted === null && literal === null ? at(NUMBER, text, position) : null;
    const word = quoted === null && literal === null && number === null ? at(WORD, text, position) : null;
    let length = 1;
    if (quoted !== null) {
      length = quoted[0].length;
      add('quoted', length, quoted[1] ?? '');
    } else if (literal !== null) {
      length = literal[0].length;
      add('word', length, literal[0].toLowerCase());
    } else if (number !== null) {
      length = number[0].length;
      add('number', length, number[0]);
    } else if (word !== null) {
      length = word[0].length;
      const lower = word[0].toLowerCase().replaceAll('\u2019', "'");
      const parts = contractions.get(lower) ?? [lower];
      for (const [i, part] of parts.entries()) add('word', length, part, i === 0 && glued);
    } else {
      const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
      length = character.length;
      add('symbol', length, character);
    }
    position += length;
    glued = true;
  }
  return tokens;
}
