/** One answer that was streamed. Times in milliseconds since it was asked for. */
export interface Streamed {
  readonly first_ms: number;
  readonly last_ms: number;
  /** As the runtime counts them. */
  readonly tokens: number;
  /** Pieces that they came in. */
  readonly pieces: number;
}

/** A way to a model's tokens. */
export interface TokenStream {
  readonly name: string;
  /** Asks for one answer of so many tokens and reads it to its end. */
  ask(seed: number, tokens: number): Promise<Streamed>;
}

/** What is asked everywhere. */
export const MESSAGES = [{ role: 'user', content: 'Tell me something long.' }] as const;

/** How it is sampled everywhere. The limits on candidates are the llama.cpp connector's own. */
export const SAMPLING = { temperature: 0.7, top_p: 0.95, top_k: 40, min_p: 0.05 } as const;

/** Notes when pieces arrive. */
export class Stopwatch {
  readonly #started = performance.now();
  #first = Number.NaN;
  #last = Number.NaN;
  #pieces = 0;

  piece(): void {
    this.#last = performance.now() - this.#started;
    if (this.#pieces++ === 0) this.#first = this.#last;
  }

  /** @throws when nothing came. */
  read(tokens: number, name: string): Streamed {
    if (this.#pieces === 0 || tokens === 0) throw new Error(`${name} streamed nothing`);
    return { first_ms: this.#first, last_ms: this.#last, tokens, pieces: this.#pieces };
  }
}

/** Tokens per second once they flow. */
export const rateOf = ({ first_ms, last_ms, tokens }: Streamed): number =>
  ((tokens - 1) * 1000) / Math.max(last_ms - first_ms, 0.001);
