import type { Conversation, PlacedPanel } from '@kora/contracts';
import { type DialogOpened, defineElement, icon, sharedStyles, type UiState } from '@kora/plugin-sdk/ui';
import { html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { isMac, keyName } from '../keyboard/key-names.ts';
import { watchConnection } from './connection-watch.ts';
import { frameCommands } from './frame-commands.ts';
import { FrameHost } from './frame-host.ts';
import { frameStyles } from './frame-styles.ts';
import { KoraNotices } from './kora-notices.ts';
import { PanelShelf } from './panel-shelf.ts';
import { loadPreferences, savePreferences } from './preferences.ts';
import { formatRoute, parseRoute } from './route.ts';
import { WithinReach } from './within-reach.ts';

/** Where the sidebar has no room beside the chat, without and with execution details. */
const NARROW = '(max-width: 800px)';
const NARROW_ADVANCED = '(max-width: 1100px)';
/** Where execution details take the whole window. */
const SMALL = '(max-width: 700px)';
const PANELS_MS = 20_000;

/** A file that nobody takes must not take the place of the page. */
function stayHere(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

/** The page: places panels into slots, and gives them their host. */
export class KoraFrame extends LitElement {
  static override properties = {
    sidebar: { state: true },
    narrow: { type: Boolean, reflect: true },
    small: { state: true },
    settings: { state: true },
  };
  static override styles = [sharedStyles, frameStyles];
  declare sidebar: boolean;
  /** The sidebar lies over the rest, and is away unless somebody wants it. */
  declare narrow: boolean;
  /** Execution details lie over the rest. */
  declare small: boolean;
  /** The section that the settings open at; null while they are closed. */
  declare settings: string | null;
  readonly notices = new KoraNotices();
  readonly #reach = new WithinReach(this.notices, () => this.renderRoot.querySelector('.notices'));
  readonly host = new FrameHost({
    announce: (text) => this.notices.say(text),
    notify: (notice) => {
      this.notices.add(notice);
      this.notices.say(notice.action === undefined ? notice.text : `${notice.text} ${notice.action.label}: F8.`);
    },
    openSettings: (section = '') => {
      this.settings = section;
    },
  });
  readonly shelf = new PanelShelf(this.host, () => this.requestUpdate());
  #leave: (() => void)[] = [];

  constructor() {
    super();
    this.small = matchMedia(SMALL).matches;
    this.narrow = this.#isNarrow();
    this.sidebar = loadPreferences().sidebar && !this.narrow;
    this.settings = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const refresh = () => void this.shelf.refresh().catch(() => this.requestUpdate());
    const returned = () => {
      refresh();
      this.host.refreshShared();
    };
    const hash = () => this.host.state.set({ route: parseRoute(location.hash) });
    const keys = (event: KeyboardEvent) => this.#key(event);
    const fold = () => this.#fold();
    const widths = [NARROW, NARROW_ADVANCED, SMALL].map((query) => matchMedia(query));
    for (const width of widths) width.addEventListener('change', fold);
    const timer = setInterval(() => document.hidden || refresh(), PANELS_MS);
    addEventListener('hashchange', hash);
    addEventListener('keydown', keys);
    addEventListener('focus', returned);
    addEventListener('dragover', stayHere);
    addEventListener('drop', stayHere);
    this.addEventListener('kora-dialog-opened', (event) =>
      this.#reach.follow((event as CustomEvent<DialogOpened>).detail),
    );
    this.addEventListener('kora-conversation', (event) => {
      this.host.state.set({ touched: (event as CustomEvent<Conversation>).detail });
    });
    this.#leave = [
      this.host.state.subscribe((state, before) => this.#stateChanged(state, before)),
      watchConnection(this.host, () => {
        refresh();
        void this.host.loadShared();
      }),
      ...frameCommands(this).map((command) => this.host.addCommand(command)),
      ...widths.map((width) => () => width.removeEventListener('change', fold)),
      () => clearInterval(timer),
      () => removeEventListener('hashchange', hash),
      () => removeEventListener('keydown', keys),
      () => removeEventListener('focus', returned),
      () => removeEventListener('dragover', stayHere),
      () => removeEventListener('drop', stayHere),
    ];
    this.#applyTheme(this.host.state.value.theme);
    refresh();
    void this.host.loadShared();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const leave of this.#leave) leave();
  }

  /** The main panel of the address; the first where it names none that exists. */
  get place(): PlacedPanel | undefined {
    const places = this.shelf.in('main');
    return places.find(({ id }) => id === this.host.state.value.route.panel) ?? places[0];
  }

  toggleSidebar(open = !this.sidebar): void {
    this.sidebar = open;
    if (!this.narrow) savePreferences({ sidebar: open });
    else
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>(open ? '.sidebar .brand button' : '.bar button')?.focus(),
      );
  }

  #isNarrow(): boolean {
    return matchMedia(this.host.state.value.advanced ? NARROW_ADVANCED : NARROW).matches;
  }

  #fold(): void {
    this.small = matchMedia(SMALL).matches;
    const narrow = this.#isNarrow();
    if (narrow !== this.narrow) this.sidebar = !narrow && loadPreferences().sidebar;
    this.narrow = narrow;
  }

  #stateChanged(state: UiState, before: UiState): void {
    if (state.theme !== before.theme) this.#applyTheme(state.theme);
    if (state.route !== before.route && this.narrow) this.sidebar = false;
    if (state.advanced !== before.advanced) this.#fold();
    if (state.connection !== before.connection && before.connection === 'lost') this.notices.say('Connected again.');
    if (state.connection === 'lost' && before.connection !== 'lost')
      this.notices.say('The connection to Studio is lost.');
    const title = state.conversation?.title;
    document.title = title ? `${title} · KORA Studio` : 'KORA Studio';
    this.requestUpdate();
  }

  #applyTheme(theme: UiState['theme']): void {
    document.documentElement.dataset.theme = theme;
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event, isMac());
    if (name === null) return;
    if (name === 'Escape' && this.narrow && this.sidebar) this.toggleSidebar(false);
    else if (name === 'Escape' && this.small && this.host.state.value.advanced) this.host.setAdvanced(false);
    else if (!this.host.shortcuts.press(name)) return;
    event.preventDefault();
  }

  #panel(panel: PlacedPanel) {
    const taken = this.shelf.take(panel);
    if (taken === null) return nothing;
    return 'element' in taken ? taken.element : html`<p class="empty error" role="alert">${taken.problem}</p>`;
  }

  #sidebar(place: PlacedPanel | undefined) {
    const icons = { chat: 'chat', models: 'model' } as const;
    return html`<div class="sidebar" aria-label="Sidebar" role=${this.narrow ? 'dialog' : 'navigation'} aria-modal=${this.narrow ? 'true' : nothing} ?hidden=${!this.sidebar}>
      <button class="skip" @click=${() => this.renderRoot.querySelector('main')?.focus()}>Skip to the content</button>
      <div class="brand">
        <svg class="mark" viewBox="0 0 100 100" width="20" height="20" aria-hidden="true"><path d="M30 16v68M74 16 30 50l44 34" fill="none"
          stroke="currentColor" stroke-width="13" stroke-linecap="round" stroke-linejoin="round"></path></svg>
        <span>KORA Studio</span>
        <button class="icon" aria-label="Hide the sidebar" @click=${() => this.toggleSidebar(false)}>${icon('menu')}</button>
      </div>
      <div class="places">
        ${this.shelf.in('main').map(
          ({ id, title }) => html`<a href=${this.#wayTo(id)} aria-current=${id === place?.id ? 'page' : nothing}>
            ${icon(icons[id as keyof typeof icons] ?? 'inspect')}${title}</a>`,
        )}
      </div>
      <div class="panels">${this.shelf.in('sidebar').map((panel) => this.#panel(panel))}</div>
      <div class="foot"><button @click=${() => this.host.openSettings()}>${icon('settings')}Settings</button></div>
    </div>
    <button class="veil" aria-label="Close the sidebar" ?hidden=${!this.sidebar} @click=${() => this.toggleSidebar(false)}></button>`;
  }

  /** Whoever looks at another place comes back to the conversation that they were in. */
  #wayTo(panel: string): string {
    const { conversation } = this.host.state.value;
    return formatRoute({ panel, path: panel === 'chat' ? (conversation?.conversation_id ?? '') : '' });
  }

  #bar(place: PlacedPanel | undefined) {
    const { conversation, advanced } = this.host.state.value;
    const title = place?.id === 'chat' ? conversation?.title || 'New chat' : (place?.title ?? 'KORA Studio');
    return html`<header class="bar">
      ${this.sidebar ? nothing : html`<button class="icon" aria-label="Show the sidebar" @click=${() => this.toggleSidebar(true)}>${icon('menu')}</button>`}
      <h1 class="cut" dir="auto">${title}</h1>
      <button class="plain" aria-pressed=${advanced} aria-label="Show execution details" title="Show execution details"
        @click=${() => this.host.setAdvanced(!advanced)}>${icon('inspect')}<span class="label">Execution details</span></button>
    </header>`;
  }

  #connection() {
    const { connection } = this.host.state.value;
    if (connection === 'online') return nothing;
    const text =
      connection === 'lost'
        ? 'Studio does not answer. Trying again; if it was stopped, start it with “kora start”. What you type stays here.'
        : 'This browser’s session has ended. Run “kora start” and open the link that it prints.';
    return html`<div class="lost" role="status">${icon('alert')}<p>${text}</p></div>`;
  }

  #settings() {
    if (this.settings === null) return nothing;
    const panels = this.shelf.in('settings');
    const shown = panels.find(({ id }) => id === this.settings) ?? panels[0];
    const open = (id: string) => () => {
      this.settings = id;
    };
    return html`<kora-dialog wide .open=${live(true)} heading="Settings" @kora-close=${() => {
      this.settings = null;
    }}>
      <div class="settings">
        <div class="sections" role="group" aria-label="Sections">${panels.map(
          (panel) =>
            html`<button class="plain" aria-current=${panel === shown ? 'true' : nothing} @click=${open(panel.id)}>${panel.title}</button>`,
        )}</div>
        <section aria-label=${shown?.title ?? ''}>${shown === undefined ? nothing : this.#panel(shown)}</section>
      </div>
    </kora-dialog>`;
  }

  override updated(): void {
    this.notices.low = this.host.state.value.connection !== 'online';
    this.#reach.place();
  }

  override render() {
    const { place } = this;
    const { advanced } = this.host.state.value;
    const inspectors = advanced ? this.shelf.in('inspector') : [];
    return html`
      ${this.#sidebar(place)}
      <div class="middle" ?inert=${(this.narrow && this.sidebar) || (this.small && advanced)}>
        ${this.#bar(place)} ${this.#connection()}
        <main id="main" tabindex="-1" aria-label=${place?.title ?? 'Content'}>${place === undefined ? nothing : this.#panel(place)}</main>
      </div>
      <div class="details" aria-label="Execution details" role=${this.small ? 'dialog' : 'complementary'} aria-modal=${this.small ? 'true' : nothing} ?hidden=${!advanced} ?inert=${this.narrow && this.sidebar}>
        <button class="icon close" aria-label="Hide execution details" @click=${() => this.host.setAdvanced(false)}>${icon('close')}</button>${inspectors.map((panel) => this.#panel(panel))}</div>
      <footer class="status" aria-label="Status">${this.shelf.in('status').map((panel) => this.#panel(panel))}</footer>
      ${this.#settings()}
      <div class="notices"></div>
    `;
  }
}

defineElement('kora-frame', KoraFrame);
