import { defineElement, formatBytes, icon, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import './kora-answer-menu.ts';
import { composerStyles } from './composer-styles.ts';
import { ACCEPTED, type PendingAttachment, readAttachments } from './read-attachments.ts';

/** What the input gives. */
export interface Draft {
  readonly content: string;
  readonly attachments: readonly PendingAttachment[];
}

const LIMIT = 2_000_000;

/**
 * The input: text, attachments, send or stop.
 * @property answering whether an answer is being made
 * @fires kora-send with a Draft
 * @fires kora-stop
 */
export class KoraComposer extends PanelElement {
  static override properties = {
    answering: { type: Boolean },
    attachments: { state: true },
    problems: { state: true },
    filled: { state: true },
  };
  static override styles = [sharedStyles, composerStyles];
  declare answering: boolean;
  declare attachments: readonly PendingAttachment[];
  declare problems: readonly string[];
  declare filled: boolean;

  constructor() {
    super();
    this.answering = false;
    this.attachments = [];
    this.problems = [];
    this.filled = false;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  focusField(): void {
    this.#field?.focus();
  }

  /** Puts a draft in, as when sending it failed. */
  fill({ content, attachments }: Draft): void {
    const field = this.#field;
    if (field === null) return;
    field.value = content;
    this.attachments = attachments;
    this.filled = content.trim() !== '';
    field.focus();
  }

  async attach(files: Iterable<File>): Promise<void> {
    const { attachments, problems } = await readAttachments(files, this.attachments.length);
    this.attachments = [...this.attachments, ...attachments];
    this.problems = problems;
    if (attachments.length > 0) this.host.announce(`Attached ${attachments.map(({ name }) => name).join(', ')}`);
    this.focusField();
  }

  #send(event?: Event): void {
    event?.preventDefault();
    const field = this.#field;
    const content = field?.value ?? '';
    if (field === null || this.answering || (content.trim() === '' && this.attachments.length === 0)) return;
    if (content.length > LIMIT) {
      this.problems = [
        `The message has ${content.length.toLocaleString('en')} characters; the limit is ${LIMIT.toLocaleString('en')}. Attach it as a file.`,
      ];
      return;
    }
    const detail: Draft = { content, attachments: this.attachments };
    field.value = '';
    this.attachments = [];
    this.problems = [];
    this.filled = false;
    this.dispatchEvent(new CustomEvent('kora-send', { detail }));
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !event.ctrlKey && !event.altKey)
      this.#send(event);
  }

  #paste(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    void this.attach(files);
  }

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.attach([...(input.files ?? [])]);
    input.value = '';
  }

  #files() {
    if (this.attachments.length === 0) return nothing;
    return html`<ul class="files" aria-label="Attachments">${this.attachments.map(
      (
        file,
      ) => html`<li>${icon('file')}<span class="cut">${file.name}</span><span class="muted numbers">${formatBytes(file.text.length)}</span>
        <button type="button" class="icon small" aria-label="Remove ${file.name}" @click=${() => {
          this.attachments = this.attachments.filter((other) => other !== file);
          this.problems = [];
        }}>${icon('close')}</button></li>`,
    )}</ul>`;
  }

  #action() {
    if (this.answering)
      return html`<button type="button" class="send" aria-label="Stop" title="Stop (Esc)" @click=${() => this.dispatchEvent(new CustomEvent('kora-stop'))}>${icon('stop')}</button>`;
    const ready = this.filled || this.attachments.length > 0;
    return html`<button class="primary send" aria-label="Send" title="Send (Enter)" ?disabled=${!ready}>${icon('send')}</button>`;
  }

  override render() {
    const typed = (event: Event) => {
      this.filled = (event.target as HTMLTextAreaElement).value.trim() !== '';
      this.problems = [];
    };
    return html`
      ${this.problems.map((problem) => html`<p class="problem" role="alert">${problem}</p>`)}
      <form @submit=${this.#send}>
        ${this.#files()}
        <textarea rows="1" aria-label="Message" placeholder="Ask, calculate, or drop a CSV" @input=${typed} @keydown=${this.#key} @paste=${this.#paste}></textarea>
        <div class="foot">
          <button type="button" class="icon" aria-label="Attach files" title="Attach CSV, JSON or text" @click=${() =>
            this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}>${icon('attach')}</button>
          <input type="file" hidden multiple accept=${ACCEPTED} aria-label="Files" @change=${this.#pick}>
          <kora-answer-menu .host=${this.host}></kora-answer-menu><span class="space"></span>${this.#action()}
        </div>
      </form>
    `;
  }
}

defineElement('kora-composer', KoraComposer);
