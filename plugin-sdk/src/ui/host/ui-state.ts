import type { ChatSettings, ChatSettingsChange, Conversation, ModelList } from '@kora/contracts';

export const THEMES = ['system', 'light', 'dark'] as const;

/** Which main panel is shown, and where in it: `#/chat/<conversation>` is `{ panel: 'chat', path: '<conversation>' }`. */
export interface UiRoute {
  readonly panel: string;
  readonly path: string;
}

/** What all panels share. */
export interface UiState {
  readonly route: UiRoute;
  /** Execution details are shown. */
  readonly advanced: boolean;
  /** Tasks with their budgets, attempts and hashes are unfolded below every answer. What is recorded is the same. */
  readonly verbose: boolean;
  readonly theme: (typeof THEMES)[number];
  /** Whether Studio answered the last request; `expired` when this browser's session has ended. */
  readonly connection: 'online' | 'lost' | 'expired';
  /** Null before it was asked for. */
  readonly models: ModelList | null;
  /** Null before it was asked for. */
  readonly settings: ChatSettings | null;
  /** The conversation on screen; null for one that has no message yet. */
  readonly conversation: Conversation | null;
  /** What the next new conversation will change of the default settings. */
  readonly draft_settings: ChatSettingsChange;
  /** The latest news of any conversation, for lists of them. */
  readonly touched: Conversation | null;
  /** Run behind the latest answer on screen. */
  readonly run_id: string | null;
}
