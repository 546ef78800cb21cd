import type { ServerResponse } from 'node:http';
import { httpErrors } from '../errors.ts';

/** Counts open event streams, each of which holds a connection and a buffer for as long as its reader likes. */
export class StreamSlots {
  readonly #most: number;
  #open = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a slot until the response is over. @throws KoraError KORA_HTTP_TOO_MANY_STREAMS. */
  take(response: ServerResponse): void {
    if (this.#open >= this.#most) throw httpErrors.KORA_HTTP_TOO_MANY_STREAMS({ limit: this.#most });
    if (response.closed) return;
    this.#open++;
    response.once('close', () => {
      this.#open--;
    });
  }
}
