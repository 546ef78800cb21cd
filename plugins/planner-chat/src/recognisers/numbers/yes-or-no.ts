import type { GraphDraft, Ref } from '../../graph/draft.ts';
import type { Answer } from '../recogniser.ts';

/** An answer of yes or no, each in a sentence of its own. */
export function yesOrNo(draft: GraphDraft, condition: Ref, yes: Ref | string, no: Ref | string): Answer {
  const said = draft.compute('said', 'Say it', 'logic.if', { condition, then: yes, else: no });
  return { value: condition, line: [said] };
}

/** Adds the task that puts a sentence together, for where it is one of two. */
export function sentence(draft: GraphDraft, parts: readonly (Ref | string)[]): Ref {
  return draft.compute('sentence', 'Put the sentence together', 'text.concat', { parts: [...parts] });
}
