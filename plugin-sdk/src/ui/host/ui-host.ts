import type { ChatSettingsChange } from '@kora/contracts';
import type { ApiClient } from '../api/api-client.ts';
import type { Store } from '../state/store.ts';
import type { UiState } from './ui-state.ts';

/** Something that can be done by a key, a button or the list of shortcuts. */
export interface UiCommand {
  /** Such as `chat.new`. */
  readonly id: string;
  readonly title: string;
  /** Such as `Mod+K` (Ctrl, or Cmd on a Mac) or `Escape`; people may change it. */
  readonly keys: string;
  /** @returns false when it had nothing to do, so that the key goes on to whatever else wants it. */
  run(): boolean | undefined;
}

/** Commands with the keys that people chose. */
export interface Shortcuts {
  readonly list: readonly UiCommand[];
  /** False when people turned shortcuts off. */
  readonly enabled: boolean;
  enable(enabled: boolean): void;
  /** The key of a command; empty for none. */
  keysOf(command: UiCommand): string;
  /** Gives a command another key; null for its own again, empty for none. */
  change(id: string, keys: string | null): void;
}

/** A short message at the edge of the window. */
export interface Notice {
  readonly text: string;
  readonly tone?: 'plain' | 'error';
  readonly action?: { readonly label: string; run(): void };
}

/** What the frame gives to every panel, as its property `host`. */
export interface UiHost {
  readonly api: ApiClient;
  readonly state: Store<UiState>;
  readonly shortcuts: Shortcuts;
  /** @returns the way to take it back. */
  addCommand(command: UiCommand): () => void;
  /** Runs a command by its id; false when nobody has it or it had nothing to do. */
  runCommand(id: string): boolean;
  /** Shows a main panel. */
  navigate(panel: string, path?: string): void;
  /** Says something to screen readers. */
  announce(text: string): void;
  notify(notice: Notice): void;
  /** Asks the runtimes again. */
  refreshModels(): Promise<void>;
  /** Changes default settings of chat. Rejects with an ApiError. */
  changeSettings(change: ChatSettingsChange): Promise<void>;
  /** Puts these in the place of what the conversation on screen changes of the defaults. Rejects with an ApiError. */
  changeOwnSettings(settings: ChatSettingsChange): Promise<void>;
  setTheme(theme: UiState['theme']): void;
  /** Unfolds what is behind every answer, or folds it up. */
  setVerbose(verbose: boolean): void;
  /** Opens the settings, at a section where one is named. */
  openSettings(section?: string): void;
}
