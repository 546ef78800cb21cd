import { tokenize } from '../message/tokenize.ts';
import type { Captures, CompiledPattern, Matcher, Slot } from './pattern.ts';

const EMPTY: ReadonlyMap<string, readonly string[]> = new Map();
const PIECE = /\(|\)|\[|\]|\||\{([a-z_0-9]+)(?::([a-z_0-9]+))?\}|<([a-z_0-9]+)>|(?:\\.|[^()[\]|{}<>\\])+/y;

/**
 * Compiles a pattern. Words and signs stand for themselves, `(a|b)` for either, `[a]` for a or nothing, `{kind}` and
 * `{name:kind}` for what a slot reads, `<name>` for a macro; a
 * backslash takes a sign literally.
 * @throws Error for a pattern that is not well formed: patterns are part of the program.
 */
export function compilePattern(
  pattern: string,
  macros: Readonly<Record<string, string>>,
  slots: Readonly<Record<string, Slot>>,
): CompiledPattern {
  const pieces: RegExpExecArray[] = [];
  for (PIECE.lastIndex = 0; PIECE.lastIndex < pattern.length; ) {
    const piece = PIECE.exec(pattern);
    if (piece === null) throw new Error(`the pattern ${pattern} is not well formed`);
    pieces.push(piece);
  }
  let position = 0;
  const alternatives = (): CompiledPattern => {
    const branches = [sequence()];
    while (pieces[position]?.[0] === '|') {
      position++;
      branches.push(sequence());
    }
    return either(branches);
  };
  const sequence = (): CompiledPattern => {
    const items: CompiledPattern[] = [];
    for (let piece = pieces[position]; piece !== undefined; piece = pieces[position]) {
      if (piece[0] === ')' || piece[0] === ']' || piece[0] === '|') break;
      position++;
      items.push(item(piece));
    }
    return inOrder(items);
  };
  const item = (piece: RegExpExecArray): CompiledPattern => {
    const [whole, name, kind, macro] = piece;
    if (whole === '(' || whole === '[') {
      const inner = alternatives();
      if (pieces[position++]?.[0] !== (whole === '(' ? ')' : ']'))
        throw new Error(`the pattern ${pattern} is not closed`);
      return whole === '(' ? inner : either([inner, inOrder([])]);
    }
    if (macro !== undefined) {
      const body = macros[macro];
      if (body === undefined) throw new Error(`the pattern ${pattern} names an unknown macro ${macro}`);
      return compilePattern(body, macros, slots);
    }
    if (name === undefined) return literal(whole.replaceAll(/\\(.)/g, '$1'));
    const slot = slots[kind ?? name];
    if (slot === undefined) throw new Error(`the pattern ${pattern} names an unknown slot ${kind ?? name}`);
    return { match: fill(name, slot), needs: [] };
  };
  const compiled = alternatives();
  if (position < pieces.length) throw new Error(`the pattern ${pattern} is closed too early`);
  return compiled;
}

function literal(text: string): CompiledPattern {
  const words = tokenize(text, EMPTY).map((token) => token.text);
  return {
    needs: words.map((word) => new Set([word])),
    match(state, at, captures, next) {
      if (state.steps-- <= 0) return;
      for (const [i, word] of words.entries()) {
        const token = state.tokens[at + i];
        if (token === undefined || at + i >= state.end || token.text !== word || token.kind === 'quoted') return;
      }
      next(at + words.length, captures);
    },
  };
}

function either(branches: readonly CompiledPattern[]): CompiledPattern {
  const [only, another] = branches;
  if (only !== undefined && another === undefined) return only;
  // Whichever branch fits, one word of the union of what each needs first is there; a branch without needs frees all.
  const free = branches.some(({ needs }) => needs.length === 0);
  const words = free ? [] : [new Set(branches.flatMap(({ needs }) => [...(needs[0] ?? [])]))];
  return {
    needs: words,
    match(state, at, captures, next) {
      for (const branch of branches) branch.match(state, at, captures, next);
    },
  };
}

function inOrder(items: readonly CompiledPattern[]): CompiledPattern {
  const from =
    (index: number): Matcher =>
    (state, at, captures, next) => {
      const item = items[index];
      if (item === undefined) return next(at, captures);
      item.match(state, at, captures, (end, caught) => rest[index + 1]?.(state, end, caught, next));
    };
  const rest = Array.from({ length: items.length + 1 }, (_, index) => from(index));
  return { match: rest[0] as Matcher, needs: items.flatMap(({ needs }) => needs) };
}

function fill(name: string, slot: Slot): Matcher {
  return (state, at, captures, next) => {
    if (state.steps-- <= 0) return;
    for (const { value, end } of slot(state, at)) {
      if (end > state.end || at > state.end) continue;
      const raw = end === at ? '' : state.text.slice(state.tokens[at]?.start, state.tokens[end - 1]?.end);
      const caught: Captures = { ...captures, [name]: { value, raw } };
      next(end, caught);
    }
  };
}
