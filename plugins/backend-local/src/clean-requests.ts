/** Characters that one generation of texts may hold. */
const GENERATION_LENGTH = 1_000_000;
/** A longer text is checked anew each time: it is data, which seldom comes twice. */
const LONGEST = 2_000;

/**
 * Remembers which schemas and arguments the workers found nothing wrong with, as text: most graphs are made from a template,
 * and what was clean under the same libraries is clean. Holds the most recently used, in two generations.
 */
export class CleanRequests {
  #libraries = '';
  #young = new Set<string>();
  #old: ReadonlySet<string> = new Set();
  #length = 0;

  /** @param libraries key of the set of libraries that they were, or would be, checked with. */
  has(libraries: string, text: string): boolean {
    if (libraries !== this.#libraries) return false;
    if (this.#young.has(text)) return true;
    if (!this.#old.has(text)) return false;
    this.add(libraries, text);
    return true;
  }

  add(libraries: string, text: string): void {
    if (text.length > LONGEST) return;
    if (libraries !== this.#libraries) {
      this.#libraries = libraries;
      this.#begin(new Set());
    } else if (this.#length + text.length > GENERATION_LENGTH) this.#begin(this.#young);
    this.#young.add(text);
    this.#length += text.length;
  }

  #begin(old: ReadonlySet<string>): void {
    this.#old = old;
    this.#young = new Set();
    this.#length = 0;
  }
}
