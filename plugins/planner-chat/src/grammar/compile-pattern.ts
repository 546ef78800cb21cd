import { phraseWords } from '../message/phrase-words.ts';
import type { Captures, CompiledPattern, Matcher, Slot } from './pattern.ts';

const PIECE = /\(|\)|\[|\]|\||\{([a-z_0-9]+)(?::([a-z_0-9]+))?\}|<([a-z_0-9]+)>|(?:\\.|[^()[\]|{}<>\\])+/y;

/** Fits everywhere and takes no token. */
const NOTHING: CompiledPattern = { needs: [], match: (_state, at, captures, next) => next(at, captures) };

/** Compiles one pattern. */
export type CompilePattern = (pattern: string) => CompiledPattern;

/**
 * A compiler of patterns. Words and signs stand for themselves, `(a|b)` for either, `[a]` for a or nothing, `{kind}` and
 * `{name:kind}` for what a slot reads, `<name>` for a macro; a
 * backslash takes a sign literally. `firstWords` are the words with which what a slot reads can begin, where they are known. Macros and phrases are compiled once, however many patterns they stand in. It throws an
 * Error for a pattern that is not well formed: patterns are part of the program.
 */
export function patternCompiler(
  macros: Readonly<Record<string, string>>,
  slots: Readonly<Record<string, Slot>>,
  firstWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): CompilePattern {
  const literals = new Map<string, CompiledPattern>();
  const compiled = new Map<string, CompiledPattern>();
  const literalOf = (text: string) => once(literals, text, () => literal(text));
  const macroOf = (pattern: string, name: string) => {
    const body = macros[name];
    if (body === undefined) throw new Error(`the pattern ${pattern} names an unknown macro ${name}`);
    return once(compiled, name, () => compile(body));
  };
  const slotOf = (pattern: string, name: string, kind: string): CompiledPattern => {
    const slot = slots[kind];
    if (slot === undefined) throw new Error(`the pattern ${pattern} names an unknown slot ${kind}`);
    const words = firstWords.get(kind);
    return { match: fill(name, slot), needs: words === undefined ? [] : [words] };
  };
  const compile: CompilePattern = (pattern) => {
    const pieces = piecesOf(pattern);
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
    const item = ([whole, name, kind, macro]: RegExpExecArray): CompiledPattern => {
      if (whole === '(' || whole === '[') {
        const inner = alternatives();
        if (pieces[position++]?.[0] !== (whole === '(' ? ')' : ']'))
          throw new Error(`the pattern ${pattern} is not closed`);
        return whole === '(' ? inner : either([inner, NOTHING]);
      }
      if (macro !== undefined) return macroOf(pattern, macro);
      return name === undefined ? literalOf(whole) : slotOf(pattern, name, kind ?? name);
    };
    const whole = alternatives();
    if (position < pieces.length) throw new Error(`the pattern ${pattern} is closed too early`);
    return whole;
  };
  return compile;
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function piecesOf(pattern: string): readonly RegExpExecArray[] {
  const pieces: RegExpExecArray[] = [];
  for (PIECE.lastIndex = 0; PIECE.lastIndex < pattern.length; ) {
    const piece = PIECE.exec(pattern);
    if (piece === null) throw new Error(`the pattern ${pattern} is not well formed`);
    pieces.push(piece);
  }
  return pieces;
}

function literal(text: string): CompiledPattern {
  const words = phraseWords(text.replaceAll(/\\(.)/g, '$1'));
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
  const [only, another] = items;
  if (only === undefined) return NOTHING;
  if (another === undefined) return only;
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
