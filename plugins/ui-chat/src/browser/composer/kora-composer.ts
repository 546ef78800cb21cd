import { defineElement, formatBytes, icon, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html, nothing, type PropertyValues } from 'lit';
import './kora-answer-menu.ts';
import { composerStyles } from './composer-styles.ts';
import { type Draft, DraftBox, NO_DRAFT } from './draft-box.ts';
import { ACCEPTED, type PendingAttachment, readAttachments } from './read-attachments.ts';

const LIMIT = 2_000_000;

/**
 * The input: text, attachments, send or stop.
 * @property answering whether an answer is being made
 * @property conversation id of the conversation, whose draft is shown; empty for one that has not begun
 * @fires kora-send with a Draft
 * @fires kora-stop
 * @fires kora-edit-last when somebody goes up from an empty input
 */
export class KoraComposer extends PanelElement {
  static override properties = {
    answering: { type: Boolean },
    conversation: { type: String },
    attachments: { state: true },
    problems: { state: true },
    filled: { state: true },
  };
  static override styles = [sharedStyles, composerStyles];
  declare answering: boolean;
  declare conversation: string;
  declare attachments: readonly PendingAttachment[];
  declare problems: readonly string[];
  declare filled: boolean;
  readonly #drafts = new DraftBox(sessionStorage);
  /** The new conversation has a message now, and with it an id; what is typed meanwhile goes along. */
  #begins = false;

  constructor() {
    super();
    this.answering = false;
    this.conversation = '';
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

  /** Takes the focus where there is a keyboard: elsewhere one would come up and cover half of the screen. */
  offerField(): void {
    if (matchMedia('(hover: hover)').matches) this.focusField();
  }

  /** Puts a draft in, as when sending it failed. */
  fill(draft: Draft): void {
    this.#begins = false;
    this.#show(draft);
    this.#keep();
    this.focusField();
  }

  /** Forgets everything that was written and not sent. */
  forget(): void {
    this.#drafts.clear();
    this.#show(NO_DRAFT);
  }

  #show({ content, attachments }: Draft): void {
    const field = this.#field;
    if (field === null) return;
    field.value = content;
    this.attachments = attachments;
    this.filled = content.trim() !== '';
  }

  #keep(): void {
    this.#drafts.write(this.conversation, { content: this.#field?.value ?? '', attachments: this.attachments });
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('conversation')) return;
    if (this.#begins && changed.get('conversation') === '') {
      this.#drafts.write('', NO_DRAFT);
      this.#keep();
    } else this.#show(this.#drafts.read(this.conversation));
    this.#begins = false;
  }

  async attach(files: Iterable<File>): Promise<void> {
    const { attachments, problems } = await readAttachments(files, this.attachments.length);
    this.attachments = [...this.attachments, ...attachments];
    this.problems = problems;
    this.#keep();
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
    this.#begins = this.conversation === '';
    this.#keep();
    this.dispatchEvent(new CustomEvent('kora-send', { detail }));
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !event.ctrlKey && !event.altKey)
      this.#send(event);
    const { value } = event.target as HTMLTextAreaElement;
    if (event.key === 'ArrowUp' && value === '' && !event.isComposing)
      this.dispatchEvent(new CustomEvent('kora-edit-last'));
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
          this.#keep();
        }}>${icon('close')}</button></li>`,
    )}</ul>`;
  }

  #action() {
    if (this.answering)
      return html`<button type="button" class="primary send" aria-label="Stop" title="Stop (Esc)" @click=${() => this.dispatchEvent(new CustomEvent('kora-stop'))}>${icon('stop')}</button>`;
    const ready = this.filled || this.attachments.length > 0;
    return html`<button class="primary send" aria-label="Send" title="Send (Enter)" ?disabled=${!ready}>${icon('send')}</button>`;
  }

  override render() {
    const typed = (event: Event) => {
      this.filled = (event.target as HTMLTextAreaElement).value.trim() !== '';
      this.problems = [];
      this.#keep();
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
