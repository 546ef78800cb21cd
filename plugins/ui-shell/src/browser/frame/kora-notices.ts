import { codeParts, defineElement, icon, type Notice, sharedStyles } from '@kora/plugin-sdk/ui';
import { css, html, LitElement, nothing } from 'lit';

const SHOWN_MS = 7_000;
/** With something to do in them they stay longer. */
const ACTION_MS = 12_000;
const MOST = 3;

/**
 * Short messages at the edge of the window, which wait while somebody points at them or is in them, and what is said to screen readers.
 * @property low something else is at the top of the window
 */
export class KoraNotices extends LitElement {
  static override properties = {
    low: { type: Boolean, reflect: true },
    notices: { state: true },
    said: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      :host { position: fixed; right: 16px; top: 60px; z-index: 4; width: min(24rem, calc(100vw - 32px)); display: grid; gap: 8px; }
      :host([low]) { top: 128px; }
      .all { display: grid; gap: 8px; }
      .all[hidden] { display: none; }
      .notice { display: flex; align-items: center; gap: 12px; padding: 8px 8px 8px 16px; border: 1px solid var(--k-border-strong); border-radius: var(--k-radius-l);
        background: var(--k-surface); }
      .notice p { flex: 1; overflow-wrap: anywhere; }
      .notice.error p { color: var(--k-bad); }
      .notice.error svg.glyph { color: var(--k-bad); }
    `,
  ];
  declare low: boolean;
  declare notices: readonly Notice[];
  declare said: string;
  readonly #timers = new Map<Notice, ReturnType<typeof setTimeout>>();

  constructor() {
    super();
    this.low = false;
    this.notices = [];
    this.said = '';
  }

  /** Has something read out. */
  say(text: string): void {
    // The same text twice would not be a change, and would not be read.
    this.said = this.said === text ? `${text} ` : text;
  }

  add(notice: Notice): void {
    for (const old of this.notices.slice(0, Math.max(0, this.notices.length - MOST + 1))) this.#dismiss(old);
    this.notices = [...this.notices, notice];
    this.#start(notice);
  }

  /** @returns false when there is none. */
  focusLatest(): boolean {
    const button = [...this.renderRoot.querySelectorAll<HTMLElement>('.notice')].at(-1)?.querySelector('button');
    button?.focus();
    return button != null;
  }

  #start(notice: Notice): void {
    clearTimeout(this.#timers.get(notice));
    const time = notice.action === undefined ? SHOWN_MS : ACTION_MS;
    this.#timers.set(
      notice,
      setTimeout(() => this.#dismiss(notice), time),
    );
  }

  #dismiss(notice: Notice): void {
    clearTimeout(this.#timers.get(notice));
    this.#timers.delete(notice);
    this.notices = this.notices.filter((other) => other !== notice);
  }

  readonly #hold = (): void => {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  };

  readonly #release = (): void => {
    if (this.matches(':hover') || this.shadowRoot?.activeElement != null) return;
    for (const notice of this.notices) this.#start(notice);
  };

  #one(notice: Notice) {
    const { text, tone = '', action } = notice;
    const act = () => {
      this.#dismiss(notice);
      action?.run();
    };
    return html`<div class="notice ${tone}">${tone === 'error' ? icon('alert') : nothing}<p>${codeParts(text)}</p>
      ${action === undefined ? nothing : html`<button class="small" @click=${act}>${action.label}</button>`}
      <button class="icon" aria-label="Dismiss" @click=${() => this.#dismiss(notice)}>${icon('close')}</button></div>`;
  }

  override render() {
    return html`<div class="all" role="region" aria-label="Notices" ?hidden=${this.notices.length === 0} @mouseenter=${this.#hold}
      @mouseleave=${this.#release} @focusin=${this.#hold} @focusout=${() => setTimeout(this.#release)}>${this.notices.map((notice) => this.#one(notice))}</div>
      <div class="hidden" role="status" aria-live="polite">${this.said}</div>`;
  }
}

defineElement('kora-notices', KoraNotices);
