import type { KoraError } from '../../errors/kora-error.ts';

/** From the making of a connector to its end, which ends everything that it does. */
export class ConnectorLifetime {
  readonly #ended = new AbortController();
  readonly #stopped: () => KoraError;

  /** @param stopped makes the error of calls that are ended, or refused, because the connector is gone. */
  constructor(stopped: () => KoraError) {
    this.#stopped = stopped;
  }

  /** A signal for one call: the caller's, or the end of the connector. @throws the reason of either at once. */
  signal(caller: AbortSignal): AbortSignal {
    const signal = AbortSignal.any([caller, this.#ended.signal]);
    signal.throwIfAborted();
    return signal;
  }

  /** Ends what is going on and refuses what comes. May be called again. */
  end(): void {
    if (!this.#ended.signal.aborted) this.#ended.abort(this.#stopped());
  }
}
