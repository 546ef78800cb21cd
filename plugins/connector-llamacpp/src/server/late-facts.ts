import type { ModelRequest } from '@kora/contracts';
import type { Expected } from './expected.ts';

/** As the reasoning adapter estimates, for an answer that ended before the count came. */
const BYTES_PER_TOKEN = 3;

/**
 * What is expected of an answer: known before, or asked for while the answer is being written. The question goes out when the first
 * text has, so that it keeps nobody waiting; whoever answers it is the very process that writes the answer, because its connection is open.
 */
export class LateFacts {
  readonly #request: ModelRequest;
  readonly #ask: () => Promise<Expected>;
  #asked: Promise<Expected> | null = null;
  #known: Expected | null;

  /** @param known what was asked before the call; @param ask what is asked beside it otherwise */
  constructor(request: ModelRequest, known: Expected | null, ask: () => Promise<Expected>) {
    this.#request = request;
    this.#known = known;
    this.#ask = ask;
  }

  /** Tokens of the prompt, estimated as long as they are not known. */
  get prompt_tokens(): number {
    if (this.#known !== null) return this.#known.prompt_tokens;
    const bytes = this.#request.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
    return Math.ceil(bytes / BYTES_PER_TOKEN);
  }

  /** Asks, unless it is known or has been asked; after whoever has something to do right now. */
  ask(): void {
    if (this.#known !== null || this.#asked !== null) return;
    this.#asked = new Promise<void>((resolve) => setImmediate(resolve)).then(this.#ask);
    // Nobody waits for it before the end of the answer, which may never come.
    this.#asked.catch(() => undefined);
  }

  /** @throws what asking throws */
  async known(): Promise<Expected> {
    this.#known ??= await (this.#asked ?? this.#ask());
    return this.#known;
  }
}
