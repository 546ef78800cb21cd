/**
 * The tokens of one task. The items of a mapped task share one pot, so that together they never generate more than their task may.
 */
export class TokenPot {
  readonly #declared: number;
  /** How many calls may run at the same time. */
  readonly #width: number;
  /** Items that have not ended. */
  #open: number;
  #holding = 0;
  #reserved = 0;
  #consumed = 0;

  /** @param width calls of the task that may run at once; @param items how many share the pot. */
  constructor(declared: number, width = 1, items = 1) {
    this.#declared = declared;
    this.#width = width;
    this.#open = items;
  }

  get consumed(): number {
    return this.#consumed;
  }

  /** Whether nothing is left, not even what is set aside. */
  get spent(): boolean {
    return this.#consumed >= this.#declared;
  }

  /** What is neither used nor set aside. */
  get free(): number {
    return this.#declared - this.#consumed - this.#reserved;
  }

  /**
   * What a call may set aside: an equal share for each call that could run beside it, so that none must wait and none is starved.
   * One that runs alone gets all that is left.
   */
  share(): number {
    const idle = Math.max(1, Math.min(this.#width, this.#open) - this.#holding);
    return Math.min(this.free, Math.max(1, Math.floor(this.free / idle)));
  }

  reserve(tokens: number): void {
    this.#reserved += tokens;
    this.#holding++;
  }

  /** A call has ended: what was set aside is free again, but for what it generated. */
  settle(reserved: number, generated: number): void {
    this.#reserved -= reserved;
    this.#consumed += generated;
    this.#holding--;
  }

  /** An item has ended and will take nothing more. */
  leave(): void {
    this.#open--;
  }
}
