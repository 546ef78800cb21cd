import type { Terminal } from '../terminal.ts';

/** Milliseconds between two lines for somebody who reads them later in a file. */
const LOG_EVERY_MS = 10_000;

/** One line that is rewritten in place for a person, and said now and then for anybody else. */
export class StatusLine {
  readonly #terminal: Terminal;
  #shown = '';
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(line: string): void {
    if (this.#terminal.redraw !== undefined) {
      if (line !== this.#shown) this.#terminal.redraw(line);
      this.#shown = line;
      return;
    }
    const now = performance.now();
    if (now - this.#saidAt < LOG_EVERY_MS) return;
    this.#saidAt = now;
    this.#terminal.say(line);
  }

  /** Takes the line away, so that what is said next begins on a line of its own. */
  clear(): void {
    if (this.#shown !== '') this.#terminal.redraw?.('');
    this.#shown = '';
  }
}
