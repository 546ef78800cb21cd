/**
 * How many tokens a text has at most, for any common tokenizer: one for each character outside ASCII, one for every three
 * characters inside it. An overestimate on purpose, so that what is said to fit does fit. Fast for megabytes: the characters
 * outside ASCII follow from the length in UTF-8.
 */
export function estimateTokens(text: string): number {
  const wide = Math.min(text.length, Buffer.byteLength(text) - text.length);
  return wide + Math.ceil((text.length - wide) / 3);
}
