export type PieceKind = 'delta' | 'thinking';

/** Milliseconds that a piece may wait for company: less than a frame of a screen, and no model of use writes a token in less. */
const HELD_MS = 5;

/**
 * Puts pieces of text that come in quick succession into one message, because a message costs as much as a token of a small model. A
 * piece that comes alone, as the first one does, goes out at once.
 */
export class PieceBuffer {
  readonly #send: (kind: PieceKind, text: string) => void;
  readonly #held_ms: number;
  #kind: PieceKind = 'delta';
  #text = '';
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** @param held_ms how long a piece may wait, in milliseconds. */
  constructor(send: (kind: PieceKind, text: string) => void, held_ms = HELD_MS) {
    this.#send = send;
    this.#held_ms = held_ms;
  }

  add(kind: PieceKind, text: string): void {
    if (kind !== this.#kind) this.flush();
    this.#kind = kind;
    this.#text += text;
    const wait = this.#sentAt + this.#held_ms - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends what is held back, if anything is. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === '') return;
    this.#send(this.#kind, this.#text);
    this.#text = '';
    this.#sentAt = performance.now();
  }
}
