import type { ChatSettings, ChatSettingsChange, Conversation, ModelList } from '@kora/contracts';
import {
  ApiClient,
  ApiError,
  isOnTheWay,
  type Notice,
  Store,
  type UiCommand,
  type UiHost,
  type UiState,
} from '@kora/plugin-sdk/ui';
import { CommandRegistry } from '../keyboard/command-registry.ts';
import { loadPreferences, savePreferences } from './preferences.ts';
import { formatRoute, parseRoute } from './route.ts';

/** What only the frame's element can do. */
export interface FrameEffects {
  announce(text: string): void;
  notify(notice: Notice): void;
  openSettings(section?: string): void;
}

const AGAIN_MS = 1_000;
const MOST_TIMES = 6;
const FRESH_MS = 5_000;

/** The frame as panels see it: the local API, the shared state, commands. */
export class FrameHost implements UiHost {
  readonly state: Store<UiState>;
  readonly api: ApiClient;
  readonly shortcuts = new CommandRegistry({ load: loadPreferences, save: savePreferences });
  readonly #effects: FrameEffects;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** How often models were asked for, and which of these lists is shown. */
  #asks = 0;
  #listed = 0;
  /** When the shared state was asked for, by the browser's own clock. */
  #asked = 0;

  constructor(effects: FrameEffects) {
    const { theme, advanced, verbose } = loadPreferences();
    this.state = new Store<UiState>({
      route: parseRoute(location.hash),
      advanced,
      verbose,
      theme,
      connection: 'online',
      models: null,
      settings: null,
      conversation: null,
      draft_settings: {},
      touched: null,
      run_id: null,
    });
    this.api = new ApiClient((reached) => this.reached(reached));
    this.#effects = effects;
  }

  /** Notes whether Studio was there. */
  reached(reached: boolean): void {
    if (this.state.value.connection !== 'expired') this.state.set({ connection: reached ? 'online' : 'lost' });
  }

  addCommand(command: UiCommand): () => void {
    return this.shortcuts.add(command);
  }

  runCommand(id: string): boolean {
    return this.shortcuts.run(id);
  }

  navigate(panel: string, path = ''): void {
    const hash = formatRoute({ panel, path });
    if (location.hash !== hash) location.hash = hash;
    this.state.set({ route: { panel, path } });
  }

  announce(text: string): void {
    this.#effects.announce(text);
  }

  notify(notice: Notice): void {
    this.#effects.notify(notice);
  }

  openSettings(section?: string): void {
    this.#effects.openSettings(section);
  }

  setTheme(theme: UiState['theme']): void {
    savePreferences({ theme });
    this.state.set({ theme });
  }

  setAdvanced(advanced: boolean): void {
    savePreferences({ advanced });
    this.state.set({ advanced });
  }

  setVerbose(verbose: boolean): void {
    savePreferences({ verbose });
    this.state.set({ verbose });
  }

  refreshModels(): Promise<void> {
    return this.#askForModels(0);
  }

  /** A runtime that is slow, or only just starts, is missing in the list at first; it is asked for again, more and more seldom. */
  async #askForModels(times: number): Promise<void> {
    clearTimeout(this.#again);
    const ask = ++this.#asks;
    const models = await this.api.get<ModelList>('/models');
    // A list that was asked for earlier and comes later is of before.
    if (ask < this.#listed) return;
    this.#listed = ask;
    this.state.set({ models });
    if (times >= MOST_TIMES || !models.connectors.some((each) => isOnTheWay(each, models))) return;
    const again = () => this.#askForModels(times + 1).catch((error) => this.#settled(error));
    this.#again = setTimeout(() => void again(), AGAIN_MS * 2 ** times);
  }

  /** What went wrong is seen at the connection, and nowhere else. */
  #settled(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) this.state.set({ connection: 'expired' });
    else if (!(error instanceof ApiError)) throw error;
  }

  async changeSettings(change: ChatSettingsChange): Promise<void> {
    this.state.set({ settings: await this.api.patch<ChatSettings>('/chat/settings', change) });
  }

  async changeOwnSettings(settings: ChatSettingsChange): Promise<void> {
    const { conversation } = this.state.value;
    if (conversation === null) {
      this.state.set({ draft_settings: settings });
      return;
    }
    const path = `/conversations/${conversation.conversation_id}`;
    const changed = await this.api.patch<Conversation>(path, { settings });
    const shown = this.state.value.conversation?.conversation_id === changed.conversation_id;
    this.state.set(shown ? { conversation: changed, touched: changed } : { touched: changed });
  }

  /** Asks again for what other windows and the command line may have changed; not more often than somebody could notice. */
  refreshShared(): void {
    const now = performance.now();
    if (now - this.#asked > FRESH_MS && this.state.value.connection === 'online') void this.loadShared();
  }

  /** What the first screen needs. An installation without chat has no settings, and one without models an empty list. */
  async loadShared(): Promise<void> {
    this.#asked = performance.now();
    const settle = async (work: Promise<void>) => {
      try {
        await work;
      } catch (error) {
        this.#settled(error);
      }
    };
    const settings = this.api.get<ChatSettings>('/chat/settings').then((found) => this.state.set({ settings: found }));
    await Promise.all([settle(settings), settle(this.refreshModels())]);
  }
}
