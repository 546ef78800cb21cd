/** What stands around the conversations of a file, so that some of them make a file of the same format again. */
export interface Wrapping {
  readonly before: string;
  readonly after: string;
}

const PLAIN = /["{}[\],]/g;
const QUOTED = /["\\]/g;
const LIST = /"conversations"\s*:\s*$/;
/** The head of a file is short; whatever is longer is none. */
const MOST_HEAD = 10_000;
/** Characters of one conversation: more than a request may carry, so that Studio would refuse it anyway. */
export const MOST_CONVERSATION = 32_000_000;

/**
 * Takes the text of an export in pieces and gives its conversations, each as its own JSON text, without ever holding the whole
 * file: the items of the outermost list (ChatGPT), or of the list `conversations` of the outermost object (KORA Studio). Looks at
 * brackets and quotes only; whether an item is good JSON is for whoever parses it.
 */
export class ConversationSplitter {
  /** Null as long as no list has begun. */
  wrapping: Wrapping | null = null;
  /** True once the list has ended. */
  complete = false;
  #depth = 0;
  #quoted = false;
  #skip = 0;
  /** The head of the file, and later the item that is not complete. */
  #held = '';
  /** The item at hand is longer than anything may be, and is not held any more. */
  #tooLong = false;

  /** @returns the conversations that are complete with this piece; null stands for one that is too long to be held. */
  push(piece: string): readonly (string | null)[] {
    const items: (string | null)[] = [];
    let from = 0;
    let at = Math.min(this.#skip, piece.length);
    this.#skip -= at;
    while (at < piece.length && !this.complete) {
      const pattern = this.#quoted ? QUOTED : PLAIN;
      pattern.lastIndex = at;
      const found = pattern.exec(piece);
      if (found === null) break;
      at = found.index + 1;
      const [character] = found;
      if (character === '\\') {
        // What follows may come with the next piece.
        this.#skip = at < piece.length ? 0 : 1;
        at++;
      } else if (character === '"') this.#quoted = !this.#quoted;
      else if (this.wrapping === null) {
        if (character === '[' && this.#opens(piece.slice(from, at - 1))) {
          this.wrapping = { before: `${this.#held}${piece.slice(from, at)}`, after: this.#depth === 0 ? ']' : ']}' };
          this.#held = '';
          from = at;
          this.#depth = 0;
        } else this.#nest(character);
      } else if (this.#depth === 0 && (character === ',' || character === ']')) {
        this.#hold(piece.slice(from, at - 1));
        const item = this.#tooLong ? null : this.#held.trim();
        if (item !== '') items.push(item);
        this.#held = '';
        this.#tooLong = false;
        from = at;
        this.complete = character === ']';
      } else this.#nest(character);
    }
    if (!this.complete && (this.wrapping !== null || this.#held.length < MOST_HEAD)) this.#hold(piece.slice(from));
    return items;
  }

  #hold(text: string): void {
    this.#tooLong ||= this.#held.length + text.length > MOST_CONVERSATION;
    this.#held = this.#tooLong ? '' : this.#held + text;
  }

  /** Whether the list that begins here is the one with the conversations. */
  #opens(part: string): boolean {
    const head = this.#held + part;
    return this.#depth === 0 ? head.trim() === '' : this.#depth === 1 && LIST.test(head);
  }

  #nest(character: string): void {
    if (character === '{' || character === '[') this.#depth++;
    else if (character === '}' || character === ']') this.#depth--;
  }
}
