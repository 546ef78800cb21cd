import type { Language } from '../language/language.ts';
import { PRIORITY } from '../recognisers/priority.ts';
import type { Recogniser } from '../recognisers/recogniser.ts';
import { RECOGNISERS } from '../recognisers/registry.ts';
import { patternCompiler } from './compile-pattern.ts';
import type { CompiledPattern, Matcher } from './pattern.ts';
import { measureOf } from './slots/column-items.ts';
import { listOf } from './slots/list-of.ts';
import { SLOTS } from './slots/slots.ts';
import { firstWordsOf, vocabulary } from './slots/vocabulary.ts';

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

/** So many recognisers are compiled in a few milliseconds. */
const AT_ONCE = 8;

/**
 * Compiles the patterns of a language, a few recognisers at a time: whoever has time in between may stop there.
 * @throws Error when a pattern is not well formed, or a recogniser of the priority list does not exist. Those that the
 * language has no pattern for are not asked.
 */
export function* compileInSteps(language: Language): Generator<undefined, Grammar> {
  const words = Object.entries(language.vocabularies).map(([name, phrases]) => [name, vocabulary(phrases)] as const);
  const aggregated = vocabulary(language.vocabularies.function_word ?? {});
  const lists = { functions: listOf(aggregated), measures: listOf(measureOf(aggregated)) };
  const slots = { ...SLOTS, ...lists, ...Object.fromEntries(words) };
  const firstWords = new Map(Object.entries(language.vocabularies).map(([name, said]) => [name, firstWordsOf(said)]));
  for (const list of Object.keys(lists)) firstWords.set(list, firstWords.get('function_word') ?? new Set());
  const compile = patternCompiler(language.macros, slots, firstWords);
  yield;
  const anyOf = (patterns: readonly string[]) => compile(patterns.join('|')).match;
  const [opener, closer, joiner] = [language.openers, language.closers, language.joiners].map(anyOf) as [
    Matcher,
    Matcher,
    Matcher,
  ];
  yield;
  const each = Object.entries(language.each).map(([kind, patterns]) => ({
    kind,
    patterns: patterns.map((pattern) => compile(pattern)),
  }));
  const recognisers: Grammar['recognisers'][number][] = [];
  for (const [i, id] of PRIORITY.entries()) {
    if (i % AT_ONCE === 0) yield;
    const recogniser = RECOGNISERS.get(id);
    if (recogniser === undefined) throw new Error(`there is no recogniser ${id}`);
    const patterns = language.patterns[id] ?? [];
    if (patterns.length > 0) recognisers.push({ recogniser, patterns: patterns.map((pattern) => compile(pattern)) });
  }
  return { language, opener, closer, joiner, each, recognisers };
}
