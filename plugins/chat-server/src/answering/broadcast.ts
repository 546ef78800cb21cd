import type { ChatEvent } from '@kora/contracts';

/** A listener that is this far behind is let go; it comes back and begins with everything so far. */
const MOST_WAITING = 20_000;

class Listener {
  readonly #waiting: ChatEvent[] = [];
  #wake: (() => void) | null = null;
  #over = false;

  give(event: ChatEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > MOST_WAITING) this.end();
    this.#wake?.();
  }

  end(): void {
    this.#over = true;
    this.#wake?.();
  }

  async *read(signal: AbortSignal): AsyncGenerator<ChatEvent, void, void> {
    const stop = () => this.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!this.#over && !signal.aborted) {
        const batch = this.#waiting.splice(0);
        yield* batch;
        if (batch.length > 0) continue;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

/** Tells everyone who looks at a conversation what happens in it. */
export class Broadcast {
  readonly #listeners = new Map<string, Set<Listener>>();

  tell(conversation_id: string, event: ChatEvent): void {
    for (const listener of this.#listeners.get(conversation_id) ?? []) listener.give(event);
  }

  /** @param first what a newcomer must know, taken at the very moment from which on it hears everything */
  async *listen(
    conversation_id: string,
    first: () => readonly ChatEvent[],
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent, void, void> {
    const listener = new Listener();
    const all = this.#listeners.get(conversation_id) ?? new Set();
    this.#listeners.set(conversation_id, all.add(listener));
    for (const event of first()) listener.give(event);
    try {
      yield* listener.read(signal);
    } finally {
      all.delete(listener);
      if (all.size === 0) this.#listeners.delete(conversation_id);
    }
  }

  /** Ends every stream: of one conversation, or of all. */
  end(conversation_id?: string): void {
    const ids = conversation_id === undefined ? [...this.#listeners.keys()] : [conversation_id];
    for (const id of ids) for (const listener of this.#listeners.get(id) ?? []) listener.end();
  }
}
