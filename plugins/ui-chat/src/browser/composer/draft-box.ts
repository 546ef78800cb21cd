import type { PendingAttachment } from './read-attachments.ts';

/** What somebody has written and not sent. */
export interface Draft {
  readonly content: string;
  readonly attachments: readonly PendingAttachment[];
}

export const NO_DRAFT: Draft = { content: '', attachments: [] };

/** Longer texts are kept as long as the page is open, and no longer: what a browser stores for a page is small. */
const MOST_STORED = 20_000;
const PLACE = 'kora.draft.';

/**
 * Drafts by conversation; the one that has not begun has the empty id. Texts outlast a reload of the page, but not the tab, so that no
 * words stay behind in the browser's own files for long.
 */
export class DraftBox {
  readonly #drafts = new Map<string, Draft>();
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  read(conversation_id: string): Draft {
    const stored = () => ({ ...NO_DRAFT, content: this.#storage.getItem(PLACE + conversation_id) ?? '' });
    return this.#drafts.get(conversation_id) ?? stored();
  }

  write(conversation_id: string, draft: Draft): void {
    const { content, attachments } = draft;
    if (content === '' && attachments.length === 0) this.#drafts.delete(conversation_id);
    else this.#drafts.set(conversation_id, draft);
    if (content === '' || content.length > MOST_STORED) this.#storage.removeItem(PLACE + conversation_id);
    else this.#store(PLACE + conversation_id, content);
  }

  #store(key: string, content: string): void {
    try {
      this.#storage.setItem(key, content);
    } catch (error) {
      // Its room is used up, or the browser keeps nothing: the draft is held as long as the page is open.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Leaves nothing. */
  clear(): void {
    this.#drafts.clear();
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
    for (const key of keys) if (key?.startsWith(PLACE)) this.#storage.removeItem(key);
  }
}
