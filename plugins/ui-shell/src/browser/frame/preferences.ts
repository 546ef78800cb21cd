import { THEMES, type UiState } from '@kora/plugin-sdk/ui';

/** What this browser remembers. It is no setting of Studio, and no content. */
export interface Preferences {
  readonly theme: UiState['theme'];
  readonly advanced: boolean;
  readonly verbose: boolean;
  readonly sidebar: boolean;
  /** Keys by command id, where they differ from what the command brings. Empty for none. */
  readonly keys: Readonly<Record<string, string>>;
  readonly shortcuts: boolean;
}

const PLACE = 'kora.preferences';
const DEFAULTS: Preferences = {
  theme: 'system',
  advanced: false,
  verbose: false,
  sidebar: true,
  keys: {},
  shortcuts: true,
};

function textRecord(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Preferences from whatever text was stored; what does not fit is as if it had never been set. */
export function parsePreferences(stored: string | null): Preferences {
  let value: unknown = null;
  try {
    value = JSON.parse(stored ?? 'null');
  } catch {
    return DEFAULTS;
  }
  const { theme, advanced, verbose, sidebar, keys, shortcuts } = (value ?? {}) as Record<keyof Preferences, unknown>;
  return {
    theme: THEMES.find((known) => known === theme) ?? DEFAULTS.theme,
    advanced: advanced === true,
    verbose: verbose === true,
    sidebar: sidebar !== false,
    keys: textRecord(keys),
    shortcuts: shortcuts !== false,
  };
}

export function loadPreferences(): Preferences {
  return parsePreferences(localStorage.getItem(PLACE));
}

/** Changes some of them, for this browser. */
export function savePreferences(change: Partial<Preferences>): void {
  localStorage.setItem(PLACE, JSON.stringify({ ...loadPreferences(), ...change }));
}
