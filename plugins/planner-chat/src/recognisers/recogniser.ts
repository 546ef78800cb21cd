import type { Captures } from '../grammar/pattern.ts';
import type { RequestContext } from '../grammar/request-context.ts';
import type { GraphDraft, Ref } from '../graph/draft.ts';

/** The answer to one part of a message. */
export interface Answer {
  /** For programs. */
  readonly value: Ref;
  /** Markdown: pieces of one line, put together in order. References are to texts, or to numbers that are written as in JSON. */
  readonly line: readonly (string | Ref)[];
  /** Markdown that stands on its own below the line: a table, code. */
  readonly block?: Ref;
}

/** A part of a message that was understood. */
export interface Claim {
  readonly recogniser: string;
  /** Adds the tasks that compute the answer. Computes nothing itself. */
  build(draft: GraphDraft): Answer;
  /** What the value measures, such as `length`; a plain number is ''. Tells whether "plus" can mean a sum. */
  readonly measures?: string;
  /** Ends in a list, which an "and" behind it could go on. */
  readonly endsInList?: boolean;
  /** The answer is about an attachment or pasted text. */
  readonly usesData?: boolean;
  /** The answer is the data with a change: a request behind it may be about what came of that. */
  readonly changesData?: boolean;
  /** Whether an answer about data is about some of its rows or groups of them: what is said of one part could be meant for all. */
  readonly scoped?: boolean;
  /** A request only where it is the whole message: beside another, it could be a part of that. */
  readonly standsAlone?: boolean;
  /** The answer takes in everything up to the end of the message, whatever it says. */
  readonly takesRest?: boolean;
}

/** Understands one kind of request. Its patterns come from the language, under its id. */
export interface Recogniser {
  /** `<group>.<name>`, also the key of its patterns. */
  readonly id: string;
  /** Is about the rows of a table, and need not be asked where there is none. */
  readonly needsTable?: boolean;
  /** @returns null when what was caught makes no request that can be computed. */
  claim(captures: Captures, context: RequestContext): Omit<Claim, 'recogniser'> | null;
}
