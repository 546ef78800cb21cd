import type { Language } from '../language/language.ts';
import { PRIORITY } from '../recognisers/priority.ts';
import type { Recogniser } from '../recognisers/recogniser.ts';
import { RECOGNISERS } from '../recognisers/registry.ts';
import { patternCompiler } from './compile-pattern.ts';
import type { CompiledPattern, Matcher } from './pattern.ts';
import { SLOTS } from './slots/slots.ts';
import { vocabulary } from './slots/vocabulary.ts';

/** A language, compiled: what the planner matches messages with. */
export interface Grammar {
  readonly language: Language;
  readonly opener: Matcher;
  readonly closer: Matcher;
  readonly joiner: Matcher;
  /** What a model may be asked for each item of a list. */
  readonly each: readonly { readonly kind: string; readonly patterns: readonly CompiledPattern[] }[];
  /** In the order in which they are asked. */
  readonly recognisers: readonly { readonly recogniser: Recogniser; readonly patterns: readonly CompiledPattern[] }[];
}

/**
 * Compiles the patterns of a language.
 * @throws Error when a pattern is not well formed, or a recogniser of the priority list does not exist. Those that the
 * language has no pattern for are not asked.
 */
export function compileGrammar(language: Language): Grammar {
  const words = Object.entries(language.vocabularies).map(([name, phrases]) => [name, vocabulary(phrases)] as const);
  const slots = { ...SLOTS, ...Object.fromEntries(words) };
  const compile = patternCompiler(language.macros, slots);
  const anyOf = (patterns: readonly string[]) => compile(patterns.join('|')).match;
  return {
    language,
    opener: anyOf(language.openers),
    closer: anyOf(language.closers),
    joiner: anyOf(language.joiners),
    each: Object.entries(language.each).map(([kind, patterns]) => ({
      kind,
      patterns: patterns.map((pattern) => compile(pattern)),
    })),
    recognisers: PRIORITY.flatMap((id) => {
      const recogniser = RECOGNISERS.get(id);
      if (recogniser === undefined) throw new Error(`there is no recogniser ${id}`);
      const patterns = language.patterns[id] ?? [];
      return patterns.length === 0 ? [] : [{ recogniser, patterns: patterns.map((pattern) => compile(pattern)) }];
    }),
  };
}
