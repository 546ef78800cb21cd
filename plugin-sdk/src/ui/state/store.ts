/** A value that many elements look at. Its parts are replaced, never changed in place. */
export class Store<T extends object> {
  #value: T;
  readonly #listeners = new Set<(value: T, before: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Replaces some parts and tells everybody, unless nothing is different. */
  set(change: Partial<T>): void {
    const before = this.#value;
    const next = { ...before, ...change };
    const keys = Object.keys(change) as (keyof T)[];
    if (keys.every((key) => Object.is(before[key], next[key]))) return;
    this.#value = next;
    for (const listener of [...this.#listeners]) listener(next, before);
  }

  /** @returns the way to stop listening. */
  subscribe(listener: (value: T, before: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
