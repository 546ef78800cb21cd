/** Longest word that a single token holds in the vocabularies of today, with room to spare. */
const CHARACTERS_PER_TOKEN = 16;
const SPACE = 0x20;

/**
 * A lower bound of the tokens that texts take in any vocabulary: no token crosses a blank, and none is longer than 16
 * characters once a character that repeats, as in a rule of dashes, counts as one. Real counts are a third higher in
 * English and several times in other scripts; what matters is never to be above.
 */
export function leastTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + leastTokensOf(text), 0);
}

/** Scans by hand, because a pattern with back-references overflows the stack on millions of equal characters. */
function leastTokensOf(text: string): number {
  let tokens = 0;
  let length = 0;
  let previous = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character <= SPACE) length = 0;
    else if (character !== previous || length === 0) {
      if (length % CHARACTERS_PER_TOKEN === 0) tokens += 1;
      length += 1;
    }
    previous = character;
  }
  return tokens;
}
