import type { MatchState, Slot } from '../pattern.ts';
import { fractionalAmounts } from './fractional-amounts.ts';
import { number } from './numbers.ts';

/** What a unit that is written in a message can mean: names of units of `units.convert`, usually one. */
export interface UnitReading {
  readonly units: readonly string[];
  /** As it is written. */
  readonly written: string;
}

/** A number with a unit. */
export interface Quantity extends UnitReading {
  readonly amount: string;
}

const LONGEST = 5;

/**
 * Signs that mean one unit in these letters and another in small ones, such as Mg (a million grams) and mg: written so, who knows.
 * The same in every language.
 */
const CASED: ReadonlySet<string> = new Set('Mg MG ML Ml Mm MM mHz Kib Mib Gib Tib kib mib gib tib Mbar'.split(' '));

/** `{unit}`: the longest run of tokens that is written as some unit is. */
export const unit: Slot = function* (state, at) {
  for (let end = Math.min(at + LONGEST, state.end); end > at; end--) {
    const written = state.text.slice(state.tokens[at]?.start, state.tokens[end - 1]?.end);
    const units = readUnit(state, written);
    if (units.length === 0) continue;
    yield { value: { units, written } satisfies UnitReading, end };
    return;
  }
};

function readUnit(state: MatchState, written: string): readonly string[] {
  const { words, symbols, byCountry } = state.context.language.units;
  const plain = written.replaceAll(/\s+/g, ' ');
  if (CASED.has(plain)) return [];
  const symbol = Object.hasOwn(symbols, plain) ? symbols[plain] : undefined;
  if (symbol !== undefined) return symbol.split('|');
  const lower = plain.toLowerCase();
  const word = Object.hasOwn(words, lower) ? words[lower] : undefined;
  if (word !== undefined) return word.split('|');
  const countries = Object.hasOwn(byCountry, lower) ? byCountry[lower] : undefined;
  // A word that means units of two systems here.
  const here = countries?.[state.context.country] ?? countries?.['*'];
  return here === undefined ? [] : here.split('|');
}

/** `{quantity}`: a number and a unit, with or without a space between them. */
export const quantity: Slot = function* (state, at) {
  for (const amount of amounts(state, at)) {
    for (const found of unit(state, amount.end)) {
      const reading = found.value as UnitReading;
      const value: Quantity = { ...reading, amount: amount.value };
      yield { value, end: found.end };
    }
  }
};

function* amounts(state: MatchState, at: number): Iterable<{ readonly value: string; readonly end: number }> {
  yield* fractionalAmounts(state, at);
  // The number slot refuses digits that run on into letters; here the letters are the unit.
  const spaced = [...number(state, at)];
  for (const { value, end } of spaced) if (typeof value === 'string') yield { value, end };
  if (spaced.length > 0) return;
  const tight = [...number({ ...state, end: at + 1 }, at), ...number({ ...state, end: at + 2 }, at)];
  const [first] = tight;
  if (first !== undefined && typeof first.value === 'string') yield { value: first.value, end: first.end };
  const token = state.tokens[at];
  if (tight.length === 0 && token !== undefined && state.context.language.slotWords.one.has(token.text))
    yield { value: '1', end: at + 1 };
}
