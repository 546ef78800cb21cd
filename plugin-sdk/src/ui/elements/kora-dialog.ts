import { css, html, LitElement } from 'lit';
import { icon } from '../icons/icon.ts';
import { sharedStyles } from '../styles/shared-styles.ts';
import { defineElement } from './define-element.ts';

/** What the event `kora-dialog-opened` tells, through every shadow root. */
export interface DialogOpened {
  readonly dialog: KoraDialog;
  /** Resolves when it is shown no longer, for whatever reason. */
  readonly closed: Promise<void>;
}

/**
 * A modal dialog on the browser's own `<dialog>`, which keeps the focus inside and closes on Escape.
 * @property open whether it is shown
 * @property heading its title
 * @slot - content
 * @slot footer - buttons
 * @slot above - what must stay within reach while it is open, such as notices of the page
 * @fires kora-dialog-opened when it is shown
 * @fires kora-close at once when a person closes it, by whatever way: what opens it again right after that finds it closed
 */
export class KoraDialog extends LitElement {
  static override properties = {
    open: { type: Boolean },
    heading: { type: String },
    wide: { type: Boolean, reflect: true },
  };
  declare open: boolean;
  declare heading: string;
  declare wide: boolean;

  #shown = Promise.withResolvers<void>();

  static override styles = [
    sharedStyles,
    css`
      dialog { width: min(30rem, calc(100vw - 32px)); max-height: min(85vh, 46rem); padding: 0; border: 1px solid var(--k-border-strong);
        border-radius: var(--k-radius-l); background: var(--k-surface); color: var(--k-text); overflow: hidden; }
      :host([wide]) dialog { width: min(46rem, calc(100vw - 32px)); }
      dialog[open] { display: flex; flex-direction: column; }
      dialog::backdrop { background: rgb(0 0 0 / 0.32); }
      .head { display: flex; align-items: center; gap: 8px; padding: 12px 12px 12px 20px; border-bottom: 1px solid var(--k-border); }
      h2 { flex: 1; }
      .content { padding: 16px 20px 20px; overflow: auto; flex: 1; }
      .foot { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 20px; border-top: 1px solid var(--k-border); }
      @media (max-width: 520px) { .content { padding: 12px 16px 16px; } .head { padding-left: 16px; } }
      .foot:not(.filled) { display: none; }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.heading = '';
    this.wide = false;
  }

  #hasFooter = () => this.querySelector(':scope > [slot="footer"]') !== null;

  override updated(): void {
    const dialog = this.#dialog;
    if (dialog === null || dialog.open === this.open) return;
    if (this.open) this.#show(dialog);
    else dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown.resolve();
  }

  #show(dialog: HTMLDialogElement): void {
    dialog.showModal();
    this.#shown = Promise.withResolvers();
    const detail: DialogOpened = { dialog: this, closed: this.#shown.promise };
    this.dispatchEvent(new CustomEvent('kora-dialog-opened', { detail, bubbles: true, composed: true }));
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** The browser's own `close` event comes a task later, when a key may have asked for the next dialog already. */
  #close = (): void => {
    // Before anybody removes this element: the focus goes back to where it was.
    this.#dialog?.close();
    this.#shown.resolve();
    this.#tell();
  };

  #tell(): void {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('kora-close'));
  }

  #canceled(event: Event): void {
    // That of a file input comes by here too.
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    this.#close();
  }

  #closed(event: Event): void {
    event.stopPropagation();
    if (this.#dialog?.open !== false) return;
    this.#shown.resolve();
    this.#tell();
  }

  #backdrop(event: MouseEvent): void {
    if (event.target === this.#dialog) this.#close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @cancel=${this.#canceled} @mousedown=${this.#backdrop}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" aria-label="Close" @click=${this.#close}>${icon('close')}</button>
      </div>
      <div class="content" tabindex="-1"><slot></slot></div>
      <div class=${this.#hasFooter() ? 'foot filled' : 'foot'}><slot name="footer"></slot></div>
      <slot name="above"></slot>
    </dialog>`;
  }
}

defineElement('kora-dialog', KoraDialog);
