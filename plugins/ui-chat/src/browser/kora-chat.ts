import type { ChatMessage, Conversation } from '@kora/contracts';
import {
  answerSettings,
  defineElement,
  icon,
  messageOf,
  PanelElement,
  sharedStyles,
  type UiState,
} from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { actOnMessage, takeStep } from './act-on-message.ts';
import { ChatClient } from './chat-client.ts';
import { chatCommands } from './chat-commands.ts';
import { chatStyles } from './chat-styles.ts';
import type { Draft } from './composer/draft-box.ts';
import type { KoraComposer } from './composer/kora-composer.ts';
import './composer/kora-composer.ts';
import { watchFileDrops } from './composer/watch-file-drops.ts';
import type { KoraMessage } from './message/kora-message.ts';
import './message/kora-message.ts';
import type { MessageActionEvent } from './message/message-events.ts';
import { EndKeeper } from './scroll/end-keeper.ts';
import { goTo, type ReadingPlace, ReadingPlaces } from './scroll/reading-places.ts';
import { problemScreen } from './start/problem-screen.ts';
import { startScreen, startStyles } from './start/start-screen.ts';
import { changedMessages } from './state/changed-messages.ts';
import { chatPlace } from './state/chat-place.ts';
import { ChatSession } from './state/chat-session.ts';
import { isOpen } from './state/chat-state.ts';
import { spokenAnswer } from './state/spoken-answer.ts';

const EARLIER_PX = 800;
/** What was searched for stands at the top of the view; messages have room of their own above their words. */
const HIT_PX = 0;

/** The chat: one conversation, or the start of one. */
export class KoraChat extends PanelElement {
  static override properties = {
    session: { state: true },
    lost: { state: true },
    dragging: { state: true },
  };
  static override styles = [sharedStyles, chatStyles, startStyles];
  declare session: ChatSession | null;
  /** The end is out of view, and not kept there. */
  declare lost: boolean;
  declare dragging: boolean;
  readonly #end = new EndKeeper();
  readonly #places = new ReadingPlaces();
  #drawn: readonly ChatMessage[] = [];
  /** Text that is laid out late, and windows that change, must not move the end out of view. */
  readonly #growth = new ResizeObserver(() => this.#stay());

  constructor() {
    super();
    this.session = null;
    this.lost = false;
    this.dragging = false;
    // Once, and not each time that the panel is shown again.
    this.addEventListener('kora-act', (event) => void this.#act(event as MessageActionEvent));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.whenDisconnected(
      watchFileDrops({
        hover: (dragging) => {
          this.dragging = dragging;
        },
        dropped: (files) => void this.composer?.attach(files),
      }),
    );
    for (const command of chatCommands(this)) this.whenDisconnected(this.host.addCommand(command));
    this.whenDisconnected(() => this.session?.close());
    this.#open(this.shared.route.path);
  }

  protected override stateChanged(state: UiState, before: UiState): void {
    if (state.route.panel !== 'chat' && state.route.panel !== '') return;
    const { id, message_id } = chatPlace(state.route.path);
    if (id !== (this.session?.id ?? '')) this.#open(state.route.path);
    else if (state.route.path !== before.route.path && this.session !== null && message_id !== null)
      void this.#goTo(this.session, { message_id, offset: HIT_PX });
    if (state.connection === 'online' && before.connection === 'lost' && this.session?.phase === 'failed')
      void this.session.open();
  }

  get composer(): KoraComposer | null {
    return this.renderRoot.querySelector<KoraComposer>('kora-composer');
  }

  #open(path: string): void {
    const { id, message_id } = chatPlace(path);
    this.#leave();
    this.session?.close();
    this.#drawn = [];
    this.#end.goToEnd();
    this.session = id === '' ? null : this.#newSession(id);
    if (this.session === null) this.host.state.set({ conversation: null, run_id: null });
    else {
      this.host.state.set({ draft_settings: {} });
      void this.#resume(this.session, message_id);
    }
    void this.updateComplete.then(() => this.composer?.offerField());
  }

  /** Notes where somebody was reading. */
  #leave(): void {
    const scroller = this.renderRoot.querySelector('.scroll');
    if (this.session === null || scroller === null) return;
    const messages = scroller.querySelectorAll<HTMLElement>('kora-message');
    this.#places.keep(this.session.id, scroller, messages, this.#end.atEnd);
  }

  /** Opens a session at a message, or where somebody was reading; at its end where nobody was. */
  async #resume(session: ChatSession, message_id: string | null): Promise<void> {
    await session.open();
    const place = message_id === null ? this.#places.find(session.id) : { message_id, offset: HIT_PX };
    if (place !== null) await this.#goTo(session, place);
  }

  /** Brings a message into view; one of another branch takes its branch along. */
  async #goTo(session: ChatSession, { message_id, offset }: ReadingPlace): Promise<void> {
    this.#end.leave();
    if (!(await session.reach(message_id)) && (await session.show(message_id))) await session.reach(message_id);
    await this.updateComplete;
    const message = this.#element(message_id);
    const scroller = this.renderRoot.querySelector('.scroll');
    if (message === null || scroller === null || session !== this.session) this.#end.goToEnd();
    else goTo(scroller, message, offset);
    this.#stay();
  }

  #newSession(id: string): ChatSession {
    const session = new ChatSession(id, new ChatClient(this.host.api), {
      changed: () => session === this.session && this.#changed(session),
      conversation: (conversation) => this.#conversation(conversation),
      failed: (text) => this.host.notify({ text, tone: 'error' }),
    });
    return session;
  }

  #conversation(conversation: Conversation): void {
    if (conversation.conversation_id === this.session?.id) this.host.state.set({ conversation });
    this.dispatchEvent(new CustomEvent('kora-conversation', { detail: conversation, bubbles: true, composed: true }));
  }

  #changed(session: ChatSession): void {
    const { messages, progress } = session.state;
    const changed = changedMessages(this.#drawn, messages);
    for (const message of changed ?? messages.slice(-1)) this.#announce(message);
    const run_id = messages.findLast(({ answer }) => answer?.run_id != null)?.answer?.run_id ?? null;
    this.host.state.set({ run_id });
    if (changed === null) {
      this.requestUpdate();
      return;
    }
    // While text streams in, one element changes, and the others are not even looked at.
    this.#drawn = messages;
    for (const message of changed) {
      const element = this.#element(message.message_id);
      if (element !== null) Object.assign(element, { message, progress: progress.get(message.message_id) });
      void element?.updateComplete.then(() => this.#stay());
    }
    const composer = this.composer;
    if (composer !== null) composer.answering = session.answering;
    for (const [id, value] of progress) {
      const element = this.#element(id);
      if (element !== null) element.progress = value;
    }
  }

  /** Screen readers get an answer once, when it is complete; word by word would drown everything else. */
  #announce(message: ChatMessage): void {
    const before = this.#drawn.find(({ message_id }) => message_id === message.message_id);
    if (before !== undefined && isOpen(before) && !isOpen(message)) this.host.announce(spokenAnswer(message));
  }

  /** Opens the last message of the user for a change; false when there is none. */
  editLast(): boolean {
    const message = this.session?.state.messages.findLast(({ role }) => role === 'user');
    const element = message === undefined ? null : this.#element(message.message_id);
    void element?.edit();
    element?.scrollIntoView({ block: 'nearest' });
    return element !== null;
  }

  #element(message_id: string): KoraMessage | null {
    return this.renderRoot.querySelector<KoraMessage>(`kora-message[data-id="${message_id}"]`);
  }

  async #act({ detail }: MessageActionEvent): Promise<void> {
    if (detail.type === 'step') return takeStep(this.host, detail);
    const { session } = this;
    if (session === null) return;
    this.#end[detail.type === 'show' ? 'leave' : 'goToEnd']();
    await actOnMessage(this.host, session, detail);
    await this.updateComplete;
    // The button that was pressed has gone with its message.
    if (detail.type !== 'show' && document.activeElement === document.body) this.composer?.offerField();
  }

  async #send(draft: Draft): Promise<void> {
    this.#end.goToEnd();
    try {
      if (this.session === null) await this.#begin();
    } catch (error) {
      this.host.notify({ text: `Not sent. ${messageOf(error)}`, tone: 'error' });
      this.composer?.fill(draft);
      return;
    }
    if (!(await this.session?.send(draft))) this.composer?.fill(draft);
  }

  async #begin(): Promise<void> {
    const conversation = await new ChatClient(this.host.api).create(this.shared.draft_settings);
    this.host.state.set({ conversation, draft_settings: {} });
    const session = this.#newSession(conversation.conversation_id);
    this.session = session;
    this.host.navigate('chat', session.id);
    await session.open();
  }

  override updated(): void {
    this.#drawn = this.session?.state.messages ?? [];
    this.#growth.disconnect();
    for (const part of this.renderRoot.querySelectorAll('.scroll, .messages')) this.#growth.observe(part);
    this.#stay();
  }

  /** Keeps the end in view for whoever is there. */
  #stay(): void {
    const scroller = this.renderRoot.querySelector('.scroll');
    if (scroller === null || this.session === null) return;
    this.#end.stay(scroller);
    this.#lookAtEnd();
  }

  #lookAtEnd(): void {
    this.lost = this.#end.away && !this.#end.atEnd;
  }

  async #scrolled(event: Event): Promise<void> {
    const scroller = event.currentTarget as HTMLElement;
    this.#end.moved(scroller);
    this.#lookAtEnd();
    const { scrollTop, scrollHeight } = scroller;
    if (scrollTop > EARLIER_PX || this.session?.state.next_before == null) return;
    await this.session.older();
    await this.updateComplete;
    // Browsers keep the place when something is put above it, except at the very top.
    if (scroller.scrollTop === 0) scroller.scrollTop = scroller.scrollHeight - scrollHeight + scrollTop;
  }

  /** Whoever unfolds something wants to read it from its beginning, so the end is not kept in view. */
  #unfolded(event: Event): void {
    const unfolds = (target: EventTarget) =>
      target instanceof Element && (target.matches('summary') || target.hasAttribute('aria-expanded'));
    if (event.composedPath().some(unfolds)) this.#end.leave();
  }

  #content() {
    const { session } = this;
    if (session === null) return startScreen(this.host, (draft) => void this.#send(draft));
    if (session.phase === 'failed') return problemScreen(session, () => this.host.runCommand('chat.new'));
    if (session.phase === 'loading' && session.state.messages.length === 0)
      return html`<div class="center" aria-busy="true"><p>Loading…</p></div>`;
    const { messages, next_before, progress } = session.state;
    const budget = answerSettings(this.shared)?.budget;
    return html`${next_before === null ? nothing : html`<p class="earlier">Loading earlier messages…</p>`}
      <div class="messages" role="log" aria-live="off" aria-label="Conversation" @click=${this.#unfolded}>${repeat(
        messages,
        ({ message_id }) => message_id,
        (message, index) => html`<kora-message data-id=${message.message_id} .host=${this.host} .message=${message}
          .progress=${progress.get(message.message_id)} .budget=${budget} ?last=${index === messages.length - 1} ?verbose=${this.shared.verbose}></kora-message>`,
      )}</div>`;
  }

  override render() {
    const end = () => {
      this.#end.goToEnd();
      this.#stay();
    };
    return html`
      <div class="scroll" tabindex="-1" @scroll=${this.#scrolled}>
        ${this.#content()}
      </div>
      ${this.dragging ? html`<div class="drop">Drop CSV, JSON or text files</div>` : nothing}
      <div class="bottom">
        ${!this.lost ? nothing : html`<button class="latest small" @click=${end}>${icon('down')}Latest</button>`}
        <kora-composer .host=${this.host} .conversation=${this.session?.id ?? ''} .answering=${this.session?.answering ?? false}
          @kora-send=${(event: CustomEvent<Draft>) => this.#send(event.detail)} @kora-stop=${() => this.session?.stop()} @kora-edit-last=${() => this.editLast()}></kora-composer>
      </div>
    `;
  }
}

defineElement('kora-chat', KoraChat);
