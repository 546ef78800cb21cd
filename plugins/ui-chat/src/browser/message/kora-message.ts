import type { Answer, AnswerProgress, Budget, ChatMessage } from '@kora/contracts';
import { defineElement, icon, sharedStyles, type UiHost } from '@kora/plugin-sdk/ui';
import { html, LitElement, nothing } from 'lit';
import { isOpen } from '../state/chat-state.ts';
import '../markdown/kora-markdown.ts';
import { answerLine } from './answer-line.ts';
import './kora-again-menu.ts';
import './kora-elapsed.ts';
import { MessageActionEvent } from './message-events.ts';
import { attachmentsPart, errorPart, notesPart, siblingsPart } from './message-parts.ts';
import { messageStyles } from './message-styles.ts';
import { progressText } from './progress-text.ts';

/** The runs of an answer, in their order: a model's planning first. */
function runsOf({ earlier_run_ids = [], run_id }: Answer): readonly string[] {
  return run_id === null ? earlier_run_ids : [...earlier_run_ids, run_id];
}

/** Settings are read anew with every event of the conversation; messages are not drawn again for that. */
const isAnotherBudget = (value: Budget | undefined, before: Budget | undefined) =>
  JSON.stringify(value) !== JSON.stringify(before);

/**
 * One message, with what can be done with it.
 * @property message it
 * @property progress where its answer stands, while it is made
 * @property budget what the conversation allows for an answer now
 * @property last whether it ends the conversation
 * @property verbose whether what is behind answers is unfolded without a wish
 * @fires kora-act a MessageAction
 */
export class KoraMessage extends LitElement {
  static override properties = {
    host: { attribute: false },
    message: { attribute: false },
    progress: { attribute: false },
    budget: { attribute: false, hasChanged: isAnotherBudget },
    last: { type: Boolean, reflect: true },
    verbose: { type: Boolean },
    editing: { state: true },
    unfolded: { state: true },
  };
  static override styles = [sharedStyles, messageStyles];
  declare host: UiHost;
  declare message: ChatMessage;
  declare progress: AnswerProgress | undefined;
  declare budget: Budget | undefined;
  declare last: boolean;
  declare verbose: boolean;
  declare editing: boolean;
  /** What somebody wants of this message's tasks; null while nobody has said. */
  declare unfolded: boolean | null;

  constructor() {
    super();
    this.last = false;
    this.editing = false;
    this.verbose = false;
    this.unfolded = null;
  }

  async #copy(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLElement;
    await navigator.clipboard.writeText(this.message.content).then(
      () => this.host.announce('Copied'),
      () => this.host.notify({ text: 'The browser did not allow copying.', tone: 'error' }),
    );
    button.focus();
  }

  #copyButton() {
    return html`<button class="icon small" aria-label="Copy" title="Copy" @click=${this.#copy}>${icon('copy')}</button>`;
  }

  get #expanded(): boolean {
    return this.unfolded ?? this.verbose;
  }

  #expand(): void {
    this.unfolded = !this.#expanded;
  }

  override updated(): void {
    if (this.#expanded && this.message.answer !== null) void import('./kora-run-tasks.ts');
  }

  #line(answer: Answer) {
    const line = answerLine(answer);
    const ended = { cancelled: 'Stopped', interrupted: 'Interrupted', failed: 'Failed' }[answer.state as string];
    // The card above says it already.
    if (line === null)
      return ended === undefined || answer.error !== null ? nothing : html`<span class="badge">${ended}</span>`;
    return html`<button class="line" aria-expanded=${this.#expanded} ?disabled=${runsOf(answer).length === 0} title="Show the tasks" @click=${this.#expand}>
      <span class="badge ${line.badge === 'Model' ? '' : 'accent'}">${line.badge}</span>
      ${line.remote ? html`<span class="badge warn">${icon('alert')}Remote model</span>` : nothing}
      ${ended === undefined ? nothing : html`<span>${ended}</span>`}
      ${line.model === null ? nothing : html`<span class="model cut" title=${line.model}>${line.model}</span>`}
      <span class="numbers">${line.line}${runsOf(answer).length === 0 ? nothing : html`<span class="turn">${icon('chevron')}</span>`}</span></button>`;
  }

  #runs(answer: Answer) {
    const runs = runsOf(answer);
    return runs.map((run_id, index) => {
      const label = `Tasks${runs.length === 1 ? '' : ` of run ${index + 1}`}`;
      return html`<kora-run-tasks .host=${this.host} .run_id=${run_id} .label=${label} ?all=${this.verbose}></kora-run-tasks>`;
    });
  }

  #thinking({ thinking }: Answer) {
    if (thinking === '') return nothing;
    return html`<details class="thinking"><summary>Thinking</summary><div tabindex="0">${thinking}</div></details>`;
  }

  #assistant(message: ChatMessage, answer: Answer) {
    const open = isOpen(message);
    const { message_id } = message;
    const regenerate = () => this.dispatchEvent(new MessageActionEvent({ type: 'regenerate', message_id }));
    const working = open && message.content === '';
    return html`<article aria-label="Answer" aria-busy=${open}>
      ${this.#thinking(answer)}
      ${message.content === '' ? nothing : html`<kora-markdown .text=${message.content} .streaming=${open}></kora-markdown>`}
      ${working ? html`<div class="working"><span class="pulse" aria-hidden="true"></span><span>${progressText(answer, this.progress)}<kora-elapsed .since=${message.created_at}></kora-elapsed></span></div>` : nothing}
      ${answer.error === null ? nothing : errorPart(answer.error, message, this.budget)} ${notesPart(answer)}
      ${
        open
          ? nothing
          : html`<div class="foot">${this.#line(answer)}${siblingsPart(message)}
            <span class="actions">${message.content === '' ? nothing : this.#copyButton()}
              <button class="icon small" aria-label="Answer again" title="Answer again" @click=${regenerate}>${icon('redo')}</button>
              <kora-again-menu .host=${this.host} .message_id=${message_id}></kora-again-menu></span></div>`
      }
      ${this.#expanded && !open ? this.#runs(answer) : nothing}
    </article>`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const content = String(new FormData(event.target as HTMLFormElement).get('content'));
    this.editing = false;
    const { message_id } = this.message;
    if (content.trim() !== '') this.dispatchEvent(new MessageActionEvent({ type: 'edit', message_id, content }));
  }

  #editor(message: ChatMessage) {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        void this.#leaveEditor();
      } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        (event.target as HTMLTextAreaElement).form?.requestSubmit();
      }
    };
    return html`<form class="edit" @submit=${this.#save} @keydown=${keys}>
      <textarea name="content" aria-label="Edit the message" .value=${message.content}></textarea>
      <div><button type="button" @click=${this.#leaveEditor}>Cancel</button><button class="primary">Send again</button></div>
    </form>`;
  }

  /** Leaves what was said as it is; the way back in is where it was. */
  async #leaveEditor(): Promise<void> {
    this.editing = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('button[aria-label="Edit"]')?.focus();
  }

  /** Opens what was said for a change. */
  async edit(): Promise<void> {
    this.editing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  #user(message: ChatMessage) {
    return html`<article class="user" aria-label="You">
      ${attachmentsPart(message)}
      ${
        this.editing
          ? this.#editor(message)
          : html`<div class="said">
            ${message.content === '' ? nothing : html`<div class="text" tabindex=${message.content.length > 1500 ? 0 : nothing}>${message.content}</div>`}
            <span class="actions"><button class="icon small" aria-label="Edit" title="Edit" @click=${this.edit}>${icon('edit')}</button>${this.#copyButton()}</span>
            </div>${siblingsPart(message)}`
      }
    </article>`;
  }

  override render() {
    const { message } = this;
    return message.answer === null ? this.#user(message) : this.#assistant(message, message.answer);
  }
}

defineElement('kora-message', KoraMessage);
