import type { PlainMessage } from '@kora/contracts';

/** Bytes of a token in ordinary text, on average. */
const BYTES_PER_TOKEN = 4;

/**
 * The least tokens that a prompt can take. LM Studio has no way to count them over REST, but no common vocabulary has a
 * token that spans words, so there are at least as many tokens as words.
 */
export function fewestTokens(messages: readonly PlainMessage[]): number {
  return messages.reduce((sum, { content }) => sum + (content.match(/\S+/g)?.length ?? 0), 0);
}

/** About how many tokens a prompt takes, for usage that LM Studio did not report. */
export function estimatedTokens(messages: readonly PlainMessage[]): number {
  const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  return Math.max(1, fewestTokens(messages), Math.ceil(bytes / BYTES_PER_TOKEN));
}
