import type { ChatEvent } from '@kora/contracts';

const TYPES: readonly ChatEvent['type'][] = ['message', 'delta', 'restart', 'progress', 'conversation'];
const RETRY_MS = 1_500;

/** What a stream tells. */
export interface StreamListener {
  event(event: ChatEvent): void;
  /** It is there, for the first time or again: what happened before is not told, and has to be read. */
  opened(again: boolean): void;
  /** It was interrupted; another try follows by itself. */
  interrupted(): void;
}

/** `GET /conversations/{id}/events` as long as anybody wants it. Comes back by itself, also after Studio was restarted. */
export class ConversationStream {
  readonly #url: string;
  readonly #listener: StreamListener;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again = false;
  readonly #attached = Promise.withResolvers<void>();

  constructor(conversation_id: string, listener: StreamListener) {
    this.#url = `/conversations/${conversation_id}/events`;
    this.#listener = listener;
    this.#connect();
  }

  /** Resolves when the first try has succeeded, or failed. */
  get attached(): Promise<void> {
    return this.#attached.promise;
  }

  close(): void {
    this.#attached.resolve();
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    const source = new EventSource(this.#url);
    this.#source = source;
    source.onopen = () => {
      this.#listener.opened(this.#again);
      this.#again = true;
      this.#attached.resolve();
    };
    // An error that Studio tells has data, one of the connection has none; after both the stream is over.
    source.addEventListener('error', () => {
      if (this.#source !== source) return;
      source.close();
      this.#listener.interrupted();
      this.#attached.resolve();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#connect(), RETRY_MS);
    });
    for (const type of TYPES) {
      source.addEventListener(type, (event: MessageEvent<string>) => {
        if (this.#source === source) this.#listener.event(JSON.parse(event.data) as ChatEvent);
      });
    }
  }
}
