import type { Token } from '../message/token.ts';
import type { RequestContext } from './request-context.ts';

/** What a slot of a pattern caught. */
export interface Caught {
  readonly value: unknown;
  /** As it is written in the message. */
  readonly raw: string;
}

/** Everything that a pattern caught, by slot name. */
export type Captures = Readonly<Record<string, Caught>>;

/** The tokens that a pattern is matched against: `tokens.slice(0, end)`, always to the last one. */
export interface MatchState {
  readonly tokens: readonly Token[];
  readonly end: number;
  readonly text: string;
  readonly context: RequestContext;
  /** Steps that are left before the match is given up, so that no message can be made expensive. */
  steps: number;
}

type Next = (at: number, captures: Captures) => void;

/** Tries to match from `at` on, and calls `next` for every way in which that is possible. */
export type Matcher = (state: MatchState, at: number, captures: Captures, next: Next) => void;

/** A compiled pattern, with what a message must hold for it to fit at all: one word of each set. */
export interface CompiledPattern {
  readonly match: Matcher;
  readonly needs: readonly ReadonlySet<string>[];
}

/** A slot: every way in which it can begin at token `at`, with the token after it. */
export type Slot = (state: MatchState, at: number) => Iterable<{ readonly value: unknown; readonly end: number }>;
