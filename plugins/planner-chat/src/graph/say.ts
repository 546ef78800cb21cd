import type { Ref } from './draft.ts';

/**
 * The pieces of a line, from a sentence such as "From {from} to {to} it is {amount}". A slot that nothing is given for stays empty:
 * sentences are part of the program.
 */
export function say(sentence: string, values: Readonly<Record<string, string | Ref>>): readonly (string | Ref)[] {
  return sentence
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : (values[piece] ?? '')))
    .filter((piece) => piece !== '');
}
