import type { TextStep } from './chat-stream.ts';

const OPEN = '<think>';
const CLOSE = '</think>';

/** Length of the longest end of `text` that may be the beginning of `tag`. */
function overlap(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length -= 1) {
    if (tag.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

/**
 * Takes thinking out of the answer of a model whose thinking LM Studio does not separate: `<think>…</think>` at the very
 * beginning, in whatever pieces it arrives. Tags further on are a part of the answer.
 */
export class ThinkTags {
  #state: 'before' | 'thinking' | 'after' | 'answer' = 'before';
  #held = '';

  /** The steps that are certain after a further piece of the answer. */
  *push(text: string): Generator<TextStep> {
    if (this.#isAnswering()) {
      yield { type: 'delta', text };
      return;
    }
    this.#held += text;
    if (this.#state === 'before') this.#begin();
    if (this.#state === 'thinking') yield* this.#think();
    if (this.#state === 'after' && /\S/.test(this.#held)) this.#answer(this.#held.trimStart());
    if (this.#isAnswering()) yield* this.end();
  }

  /** What was held back until now. */
  *end(): Generator<TextStep> {
    const text = this.#held;
    this.#held = '';
    if (text === '' || this.#state === 'after') return;
    yield { type: this.#state === 'thinking' ? 'thinking' : 'delta', text };
  }

  #begin(): void {
    const start = this.#held.trimStart();
    if (start.startsWith(OPEN)) {
      this.#held = start.slice(OPEN.length);
      this.#state = 'thinking';
    } else if (!OPEN.startsWith(start)) {
      this.#answer(this.#held);
    }
  }

  *#think(): Generator<TextStep> {
    const at = this.#held.indexOf(CLOSE);
    const certain = at >= 0 ? at : this.#held.length - overlap(this.#held, CLOSE);
    if (certain > 0) yield { type: 'thinking', text: this.#held.slice(0, certain) };
    this.#held = this.#held.slice(at >= 0 ? at + CLOSE.length : certain);
    if (at >= 0) this.#state = 'after';
  }

  #isAnswering(): boolean {
    return this.#state === 'answer';
  }

  #answer(held: string): void {
    this.#held = held;
    this.#state = 'answer';
  }
}
