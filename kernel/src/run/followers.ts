import type { LiveEvent, RunEvent } from '@kora/contracts';

/** Items that a slow follower may fall behind before it is dropped; it can come back and read from the log. */
const MAX_BACKLOG = 50_000;

interface Follower {
  push(item: RunEvent | LiveEvent): void;
  end(): void;
}

/** Everyone who watches one run as it happens. */
export class Followers {
  readonly #followers = new Set<Follower>();
  #ended = false;

  publish(item: RunEvent | LiveEvent): void {
    for (const follower of this.#followers) follower.push(item);
  }

  /** Ends every follower's iteration after what was published so far. */
  end(): void {
    this.#ended = true;
    for (const follower of this.#followers) follower.end();
  }

  /** Items published from this call on, until the run ends, the signal aborts, or the reader falls too far behind. */
  follow(signal: AbortSignal): AsyncIterable<RunEvent | LiveEvent> {
    let backlog: (RunEvent | LiveEvent)[] = [];
    let open = !this.#ended && !signal.aborted;
    let wake: () => void = () => undefined;
    const follower: Follower = {
      push: (item) => {
        if (backlog.length >= MAX_BACKLOG) follower.end();
        else if (open) backlog.push(item);
        wake();
      },
      end: () => {
        open = false;
        this.#followers.delete(follower);
        signal.removeEventListener('abort', follower.end);
        wake();
      },
    };
    // Registered here and not in the generator, whose body starts only when somebody asks for the first item.
    if (open) {
      this.#followers.add(follower);
      signal.addEventListener('abort', follower.end, { once: true });
    }
    const items = async function* () {
      try {
        while (open || backlog.length > 0) {
          const batch = backlog;
          backlog = [];
          for (const item of batch) {
            if (signal.aborted) return;
            yield item;
          }
          if (open && backlog.length === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        follower.end();
      }
    };
    return items();
  }
}
