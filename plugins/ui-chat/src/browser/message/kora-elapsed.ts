import { defineElement } from '@kora/plugin-sdk/ui';
import { LitElement } from 'lit';
import { elapsedText } from './elapsed-text.ts';

const TICK_MS = 1_000;

/**
 * How long something has been going on: nothing at first, then in whole seconds, so that a long wait looks like one that goes on.
 * @property since when it began, as ISO 8601
 */
export class KoraElapsed extends LitElement {
  static override properties = { since: { type: String } };
  declare since: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.since = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    return elapsedText(Date.now() - Date.parse(this.since));
  }
}

defineElement('kora-elapsed', KoraElapsed);
