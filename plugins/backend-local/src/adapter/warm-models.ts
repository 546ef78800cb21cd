import type { Connector } from '@kora/contracts';
import type { ChosenModel } from './choose-model.ts';

/** So long a model that has just answered is taken to be in memory still, whatever an older list says. Runtimes keep one for minutes. */
const WARM_MS = 30_000;

/**
 * Which models a runtime has to load before it can answer. Connectors list that, but a list may be a moment older than the last answer, so
 * it is remembered which model each connector has answered with last. Forgotten together with the connector.
 */
export class WarmModels {
  readonly #last = new WeakMap<Connector, { readonly model_id: string; readonly at: number }>();

  /** Whether a call would have to wait until its model is in the memory of this computer; `now` in milliseconds of the clock. */
  isCold({ connector, descriptor }: ChosenModel, now: number): boolean {
    if (descriptor.loaded || descriptor.remote) return false;
    const last = this.#last.get(connector);
    return last?.model_id !== descriptor.model_id || now - last.at > WARM_MS;
  }

  /** Takes note that a model has answered, or is about to. */
  answered({ connector, descriptor }: ChosenModel, now: number): void {
    this.#last.set(connector, { model_id: descriptor.model_id, at: now });
  }
}
