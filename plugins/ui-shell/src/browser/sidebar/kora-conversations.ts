import type { Conversation, ConversationList, SearchResults } from '@kora/contracts';
import {
  ApiError,
  ageGroup,
  defineElement,
  icon,
  messageOf,
  PanelElement,
  sharedStyles,
  type UiState,
} from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { exportFile } from '../transfer/export-file.ts';
import {
  type ListedConversations,
  NOTHING_LISTED,
  withConversation,
  withoutConversation,
  withPage,
} from './conversation-list.ts';
import { conversationsStyles } from './conversations-styles.ts';
import { foundConversations } from './found-conversations.ts';
import { reachField } from './reach-field.ts';

const PAGE = 60;
const SEARCH_PAUSE_MS = 150;

/** The conversations: new, search, open, rename, delete. */
export class KoraConversations extends PanelElement {
  static override properties = {
    list: { state: true },
    problem: { state: true },
    query: { state: true },
    renaming: { state: true },
  };
  static override styles = [sharedStyles, conversationsStyles];
  declare list: ListedConversations;
  declare problem: string | null;
  /** What is searched for; empty while nobody searches. */
  declare query: string;
  /** Id of the conversation whose title is edited. */
  declare renaming: string | null;
  readonly #search = new Task(this, {
    args: () => [this.query.trim().slice(0, 200)] as const,
    task: async ([query], { signal }) => {
      if (query === '') return null;
      await new Promise((resolve) => setTimeout(resolve, SEARCH_PAUSE_MS));
      signal.throwIfAborted();
      return this.host.api.get<SearchResults>(`/conversations/search?query=${encodeURIComponent(query)}`, signal);
    },
    onComplete: (found) => {
      if (found !== null) this.host.announce(`${found.results.length} found`);
    },
  });

  constructor() {
    super();
    this.list = NOTHING_LISTED;
    this.problem = null;
    this.query = '';
    this.renaming = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { host } = this;
    const find = () => {
      host.runCommand('frame.sidebar.show');
      reachField(() => this.renderRoot.querySelector('.find input'));
      return true;
    };
    const begin = () => {
      host.navigate('chat');
      host.runCommand('chat.focus');
      return true;
    };
    this.whenDisconnected(
      host.addCommand({ id: 'chat.search', title: 'Search conversations', keys: 'Mod+K', run: find }),
    );
    this.whenDisconnected(host.addCommand({ id: 'chat.new', title: 'New chat', keys: 'Mod+Shift+O', run: begin }));
    const remove = () => {
      const { conversation } = this.shared;
      if (conversation !== null) void this.#delete(conversation);
      return conversation !== null;
    };
    this.whenDisconnected(
      host.addCommand({
        id: 'chat.delete',
        title: 'Delete the conversation',
        keys: 'Mod+Shift+Backspace',
        run: remove,
      }),
    );
    const reload = () => {
      this.list = NOTHING_LISTED;
      void this.#load();
      return true;
    };
    this.whenDisconnected(
      host.addCommand({ id: 'conversations.reload', title: 'Read the conversations again', keys: '', run: reload }),
    );
    void this.#load();
  }

  protected override stateChanged(state: UiState, before: UiState): void {
    if (state.touched !== null && state.touched !== before.touched)
      this.list = withConversation(this.list, state.touched);
    if (state.connection === 'online' && before.connection === 'lost') void this.#load();
  }

  async #load(before?: string): Promise<void> {
    try {
      const query = before === undefined ? '' : `&before=${encodeURIComponent(before)}`;
      this.list = withPage(
        this.list,
        await this.host.api.get<ConversationList>(`/conversations?limit=${PAGE}${query}`),
      );
      this.problem = null;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  async #rename(event: SubmitEvent, conversation: Conversation): Promise<void> {
    event.preventDefault();
    if (this.renaming === null) return;
    this.#endRenaming(conversation.conversation_id);
    const title = String(new FormData(event.target as HTMLFormElement).get('title'))
      .trim()
      .slice(0, 200);
    if (title === '' || title === conversation.title) return;
    try {
      const path = `/conversations/${conversation.conversation_id}`;
      const changed = await this.host.api.patch<Conversation>(path, { title });
      const shown = this.shared.conversation?.conversation_id === conversation.conversation_id;
      this.host.state.set(shown ? { touched: changed, conversation: changed } : { touched: changed });
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
  }

  async #delete(conversation: Conversation): Promise<void> {
    const { conversation_id, title } = conversation;
    const { host } = this;
    try {
      await host.api.delete(`/conversations/${conversation_id}`);
      this.#focusBeside(conversation_id);
      this.list = withoutConversation(this.list, conversation_id);
      const shown = this.#isShown(conversation_id);
      if (shown) host.navigate('chat');
      if (this.shared.conversation?.conversation_id === conversation_id)
        host.state.set({ conversation: null, run_id: null });
      host.notify({
        text: `Deleted “${title || 'Untitled'}”.`,
        action: { label: 'Undo', run: () => void this.#restore(conversation_id, shown) },
      });
    } catch (error) {
      host.notify({ text: messageOf(error), tone: 'error' });
    }
  }

  async #export(conversation_id: string): Promise<void> {
    try {
      const { file_name } = await exportFile(this.host.api, 'markdown', [conversation_id]);
      this.host.notify({ text: `Exported as ${file_name}.` });
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
  }

  async #restore(conversation_id: string, show: boolean): Promise<void> {
    const { host } = this;
    try {
      const restored = await host.api.post<Conversation>(`/conversations/${conversation_id}/restore`);
      host.state.set({ touched: restored });
      host.announce(`“${restored.title || 'Untitled'}” is back.`);
      if (show) host.navigate('chat', conversation_id);
    } catch (error) {
      const text =
        error instanceof ApiError && error.status === 404
          ? 'It is too late: it was deleted for good.'
          : messageOf(error);
      host.notify({ text, tone: 'error' });
    }
  }

  /** Whoever was in the field goes on at the conversation. */
  #endRenaming(conversation_id: string): void {
    const isWithin = this.shadowRoot?.activeElement?.closest('li') != null;
    this.renaming = null;
    const link = () => this.renderRoot.querySelector<HTMLElement>(`li a[href$="/${conversation_id}"]`);
    if (isWithin) void this.updateComplete.then(() => link()?.focus());
  }

  /** Whoever deletes by keyboard goes on at the neighbour, because the place where they were is gone. */
  #focusBeside(conversation_id: string): void {
    const links = [...this.renderRoot.querySelectorAll<HTMLAnchorElement>('li a')];
    const at = links.findIndex((link) => link.hash.endsWith(`/${conversation_id}`));
    const neighbour = links[at + 1] ?? links[at - 1] ?? this.renderRoot.querySelector<HTMLElement>('input');
    if (this.shadowRoot?.activeElement?.closest('li')?.contains(links[at] ?? null)) neighbour?.focus();
  }

  /** An address may name a message of the conversation too. */
  #isShown(conversation_id: string): boolean {
    return this.shared.route.path.split('/')[0] === conversation_id;
  }

  #item(conversation: Conversation): TemplateResult {
    const { conversation_id, title, answering } = conversation;
    const name = title || 'Untitled';
    if (this.renaming === conversation_id) {
      const stop = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        this.#endRenaming(conversation_id);
      };
      return html`<li><form @submit=${(event: SubmitEvent) => this.#rename(event, conversation)} @keydown=${stop}>
        <input name="title" aria-label="Title of the conversation" maxlength="200" .value=${title} autofocus
          @blur=${(event: FocusEvent) => (event.target as HTMLInputElement).form?.requestSubmit()}></form></li>`;
    }
    const current = this.#isShown(conversation_id);
    return html`<li class=${current ? 'current' : ''}>
      ${answering ? html`<span class="busy" title="An answer is being made"></span>` : nothing}
      <a class="cut" dir="auto" href="#/chat/${conversation_id}" aria-current=${current ? 'page' : nothing} title=${name}>${name}</a>
      <span class="actions">
        <button class="icon small" aria-label="Rename ${name}" title="Rename" @click=${() => {
          this.renaming = conversation_id;
        }}>${icon('edit')}</button>
        <button class="icon small" aria-label="Export ${name}" title="Export as Markdown" @click=${() => this.#export(conversation_id)}>${icon('download')}</button>
        <button class="icon small" aria-label="Delete ${name}" title="Delete" @click=${() => this.#delete(conversation)}>${icon('trash')}</button>
      </span>
    </li>`;
  }

  override updated(): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>('li input');
    if (field !== null && this.shadowRoot?.activeElement !== field) field.select();
  }

  #groups() {
    const now = new Date();
    const groups = Map.groupBy(this.list.items, ({ updated_at }) => ageGroup(updated_at, now));
    const { next } = this.list;
    if (this.problem !== null && this.list.items.length === 0)
      return html`<p class="empty" role="alert">${this.problem} <button class="small" @click=${() => this.#load()}>Try again</button></p>`;
    if (next === undefined) return html`<p class="empty" aria-busy="true">Loading…</p>`;
    if (this.list.items.length === 0)
      return html`<p class="empty">No conversations yet. What you ask is kept on this computer only.</p>`;
    return html`${[...groups].map(
      ([name, items]) =>
        html`<h2>${name}</h2><ul>${repeat(
          items,
          (item) => item.conversation_id,
          (item) => this.#item(item),
        )}</ul>`,
    )}
    ${next === null ? nothing : html`<button class="more" @click=${() => this.#load(next)}>Show more</button>`}`;
  }

  #clear(): void {
    this.query = '';
    this.renderRoot.querySelector('input')?.focus();
  }

  #content() {
    const { error, value } = this.#search;
    if (this.query.trim() === '') return this.#groups();
    if (error !== undefined) return html`<p class="empty" role="alert">${messageOf(error)}</p>`;
    return value == null ? this.#groups() : foundConversations(value.results);
  }

  override render() {
    const clear = (event: KeyboardEvent) => {
      const input = event.target as HTMLInputElement;
      if (event.key !== 'Escape' || input.value === '') return;
      event.preventDefault();
      this.query = '';
    };
    return html`
      <div class="tools">
        <button class="new" @click=${() => this.host.runCommand('chat.new')}>${icon('add')}New chat</button>
        <div class="find">${icon('search')}<input type="search" placeholder="Search" aria-label="Search conversations" .value=${live(this.query)} @keydown=${clear}
          @input=${(event: Event) => {
            this.query = (event.target as HTMLInputElement).value;
          }}>${this.query === '' ? nothing : html`<button class="icon small" aria-label="Clear the search" @click=${() => this.#clear()}>${icon('close')}</button>`}</div>
        <button class="icon" aria-label="Export or import conversations" title="Export or import conversations" @click=${() => this.host.openSettings('data')}>${icon('more')}</button>
      </div>
      <div class="scroll">${this.#content()}</div>
    `;
  }
}

defineElement('kora-conversations', KoraConversations);
