/** Where somebody was reading: a message, and how far its top was below the top of the view, in pixels. */
export interface ReadingPlace {
  readonly message_id: string;
  readonly offset: number;
}

/** What is laid out late, such as code that gets its colours, moves things for some frames. */
const SETTLING_FRAMES = 6;

/** Conversations that are left in the middle are found there again, as long as the page is open. */
export class ReadingPlaces {
  readonly #places = new Map<string, ReadingPlace>();

  /** Notes the first message in view; nothing for whoever was at the end. */
  keep(conversation_id: string, scroller: Element, messages: Iterable<HTMLElement>, atEnd: boolean): void {
    this.#places.delete(conversation_id);
    if (atEnd) return;
    const { top } = scroller.getBoundingClientRect();
    for (const message of messages) {
      const box = message.getBoundingClientRect();
      const message_id = message.dataset.id;
      if (box.bottom <= top || message_id === undefined) continue;
      this.#places.set(conversation_id, { message_id, offset: box.top - top });
      return;
    }
  }

  /** Where to go on; null for the end. */
  find(conversation_id: string): ReadingPlace | null {
    return this.#places.get(conversation_id) ?? null;
  }
}

/** Brings a message to where it was. Heights of what was never in view are guesses, so it is done again while they settle. */
export function goTo(scroller: Element, message: Element, offset: number, frames = SETTLING_FRAMES): void {
  scroller.scrollTop += message.getBoundingClientRect().top - scroller.getBoundingClientRect().top - offset;
  if (frames > 0) requestAnimationFrame(() => goTo(scroller, message, offset, frames - 1));
}
