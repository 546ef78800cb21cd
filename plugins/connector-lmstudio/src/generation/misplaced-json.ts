import { parseJson } from '@kora/plugin-sdk/http';
import type { TextStep } from './chat-stream.ts';

/** Characters of thinking that are kept to look at; a longer one is no answer that a schema asked for. */
const MAX_KEPT = 4 * 1024 * 1024;

/**
 * Puts an answer that a schema was asked for where it belongs: with thinking models LM Studio often writes it as thinking
 * and leaves the answer empty. Thinking that begins like JSON is held back until it is clear what it is.
 */
export class MisplacedJson {
  #kept = '';
  #held = '';
  #isKept = true;

  /** The steps that are certain after a further one. */
  *push(step: TextStep): Generator<TextStep> {
    if (step.type === 'delta') {
      if (/\S/.test(step.text)) {
        this.#isKept = false;
        yield* this.#release();
      }
      yield step;
      return;
    }
    this.#kept += step.text;
    this.#held += step.text;
    if (this.#kept.length > MAX_KEPT) this.#isKept = false;
    const start = this.#kept.trimStart();
    if (this.#isKept && (start === '' || /^[[{"]/.test(start))) return;
    yield* this.#release();
  }

  /** The answer when it was among the thinking, else what was held back. Call it at the end. */
  *end(): Generator<TextStep> {
    if (this.#isKept && parseJson(this.#kept) !== undefined) yield { type: 'delta', text: this.#kept };
    else yield* this.#release();
  }

  *#release(): Generator<TextStep> {
    if (this.#held !== '') yield { type: 'thinking', text: this.#held };
    this.#held = '';
    if (!this.#isKept) this.#kept = '';
  }
}
