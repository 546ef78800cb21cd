import type { ConversationStore } from '../store/conversation-store.ts';
import type { MessageStore } from '../store/message-store.ts';

/** Where conversations are read from. */
export interface ExportSource {
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
}
