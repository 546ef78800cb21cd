import type { ChatSettings, ChatSettingsChange } from '@kora/contracts';
import type { UiState } from './ui-state.ts';

type Settings = Pick<UiState, 'settings' | 'conversation' | 'draft_settings'>;

/** What the conversation on screen changes of the default settings. */
export function ownSettings({ conversation, draft_settings }: Settings): ChatSettingsChange {
  return conversation?.settings ?? draft_settings;
}

/** How the conversation on screen is answered: the defaults, and over them what it changes. Null before they were read. */
export function answerSettings(state: Settings): ChatSettings | null {
  return state.settings === null ? null : { ...state.settings, ...ownSettings(state) };
}
