/**
 * Collects what happens and hands it over once for each frame that the browser draws. While the window is hidden no frame is
 * drawn, so a timer stands in.
 */
export class EventBatch<T> {
  readonly #hand: (items: readonly T[]) => void;
  #items: T[] = [];
  #planned = false;

  constructor(hand: (items: readonly T[]) => void) {
    this.#hand = hand;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#planned) return;
    this.#planned = true;
    if (document.hidden) setTimeout(() => this.flush(), 250);
    else requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    this.#planned = false;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#hand(items);
  }

  clear(): void {
    this.#items = [];
  }
}
