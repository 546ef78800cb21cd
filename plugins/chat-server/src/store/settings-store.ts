import type { DatabaseSync } from 'node:sqlite';
import { type ChatSettings, type ChatSettingsChange, chatSettingsCodec } from '@kora/contracts';
import { jsonColumn, textOrNull } from './rows.ts';

/** How messages are answered until the user says otherwise. */
export const DEFAULT_SETTINGS: ChatSettings = {
  model: null,
  mode: 'auto',
  budget: { max_tokens: 2048, max_time_ms: 300_000, max_retries: 1 },
  parameters: {},
  system_prompt: '',
  reuse: false,
};

/** Lays a change over settings; budget and parameters are replaced whole. */
export function withChange(settings: ChatSettings, change: ChatSettingsChange): ChatSettings {
  return { ...settings, ...change };
}

/** The settings that hold for conversations that do not say otherwise. */
export class SettingsStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  read(): ChatSettings {
    const row = this.#database.prepare("SELECT value FROM settings WHERE name = 'chat'").get();
    return jsonColumn(chatSettingsCodec, row === undefined ? null : textOrNull(row, 'value')) ?? DEFAULT_SETTINGS;
  }

  change(change: ChatSettingsChange): ChatSettings {
    const settings = withChange(this.read(), change);
    this.#database
      .prepare(
        "INSERT INTO settings (name, value) VALUES ('chat', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      )
      .run(JSON.stringify(settings));
    return settings;
  }
}
