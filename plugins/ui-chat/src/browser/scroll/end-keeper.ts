/** Closer to the end than this counts as being there. */
const NEAR_PX = 64;

/** What is needed of the element that scrolls. */
export type Scroller = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

/**
 * Keeps the end of a conversation in view for whoever is there, while text grows below and windows change. Only somebody who
 * moves up leaves the end; what grows, wraps or is laid out late never takes it away.
 */
export class EndKeeper {
  /** The end is kept in view. */
  atEnd = true;
  /** The end is out of view. */
  away = false;
  #top = 0;

  /** Somebody wants the end, or has opened something else. */
  goToEnd(): void {
    this.atEnd = true;
  }

  /** Somebody reads from here on, wherever that is. */
  leave(): void {
    this.atEnd = false;
  }

  /** Something was laid out anew. */
  stay(scroller: Scroller): void {
    if (this.atEnd) scroller.scrollTop = scroller.scrollHeight;
    this.#look(scroller);
  }

  /** The scroller has moved, by a hand or by the browser. */
  moved(scroller: Scroller): void {
    const before = this.#top;
    this.#look(scroller);
    if (!this.away) this.atEnd = true;
    else if (scroller.scrollTop < before) this.atEnd = false;
    else if (this.atEnd) this.stay(scroller);
  }

  #look({ scrollTop, scrollHeight, clientHeight }: Scroller): void {
    this.#top = scrollTop;
    this.away = scrollHeight - scrollTop - clientHeight >= NEAR_PX;
  }
}
