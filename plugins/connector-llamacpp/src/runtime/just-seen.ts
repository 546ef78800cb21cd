/** Long enough for the tasks of a run that follow each other; shorter than it takes a person to change something and ask again. */
const BELIEVED_MS = 5_000;
/** More are not asked for in a second; what is older was forgotten anyway. */
const MOST = 1_000;

/**
 * What was seen a moment ago, by name. A call is made of several questions, each of which would ask a runtime again for what the one
 * before has just learned, and every such question is a wait before the first token.
 */
export class JustSeen<T> {
  readonly #seen = new Map<string, { readonly value: T; readonly at: number }>();

  put(name: string, value: T): void {
    if (this.#seen.size >= MOST) this.#seen.clear();
    this.#seen.set(name, { value, at: performance.now() });
  }

  get(name: string): T | undefined {
    const found = this.#seen.get(name);
    return found === undefined || performance.now() - found.at > BELIEVED_MS ? undefined : found.value;
  }

  forget(name: string): void {
    this.#seen.delete(name);
  }
}
