import type { ModelUsage } from '@kora/contracts';
import type { ChatEnding, ChatLine } from './chat-line.ts';

/** Lines that may come on top of the cap: the end of thinking, or a held-back stop sequence, can make two of a token. */
const LINES_TO_SPARE = 2;

/** Counts what came, for when Ollama does not say it or says half of it. */
export class ChatTally {
  readonly #least: number;
  readonly #isTwoPass: boolean;
  #lines = 0;
  #thinking = 0;

  /**
   * @param least lower bound of the prompt's tokens.
   * @param hasSchema a model that thinks before it fills a schema does so in two passes, of which only the second is counted.
   */
  constructor(least: number, hasSchema: boolean) {
    this.#least = least;
    this.#isTwoPass = hasSchema;
  }

  take({ text, thinking }: ChatLine): void {
    if (text !== '' || thinking !== '') this.#lines += 1;
    if (thinking !== '') this.#thinking += 1;
  }

  /** A token makes a line at most, so more lines than tokens allowed means that two passes had the cap each. */
  isBeyond(maxTokens: number): boolean {
    return this.#lines > maxTokens + LINES_TO_SPARE;
  }

  /** What is known when no counters came, never above the cap. */
  estimate(maxTokens: number): ModelUsage {
    return { tokens_in: this.#least, tokens_out: Math.min(this.#lines, maxTokens), source: 'estimated' };
  }

  /** What the counters say; where they leave something out, what we counted ourselves. */
  usage({ prompt_tokens, answer_tokens }: ChatEnding): ModelUsage {
    if (this.#isTwoPass && this.#thinking > 0) {
      const tokens_in = Math.max(this.#least, prompt_tokens - this.#thinking);
      return { tokens_in, tokens_out: answer_tokens + this.#thinking, source: 'estimated' };
    }
    const isMissing = prompt_tokens === 0 || (answer_tokens === 0 && this.#lines > 0);
    return {
      tokens_in: prompt_tokens || this.#least,
      tokens_out: answer_tokens || this.#lines,
      source: isMissing ? 'estimated' : 'reported',
    };
  }
}
