import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Logger, RunStarter } from '@kora/plugin-sdk';
import type { Answering } from '../answering/answering.ts';
import type { Bin } from '../deleting/bin.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** What the routes speak for. */
export interface Rooms {
  readonly database: DatabaseSync;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly settings: SettingsStore;
  readonly answering: Answering;
  readonly bin: Bin;
  readonly runs: RunStarter;
  readonly log: Logger;
  readonly clock: Clock;
  readonly exportsFolder: string;
}
