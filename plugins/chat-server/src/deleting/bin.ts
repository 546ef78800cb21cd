import type { Conversation } from '@kora/contracts';
import type { Clock, Logger, RunStarter } from '@kora/plugin-sdk';
import type { ConversationStore } from '../store/conversation-store.ts';
import { removeRuns } from './remove-runs.ts';

/** Milliseconds in which a deleted conversation can be restored. The page offers it for less, so that a late click still works. */
export const RESTORABLE_MS = 30_000;

/** Where deleted conversations are for a moment, before they are deleted for good with all that is kept of their runs. */
export class Bin {
  readonly #conversations: ConversationStore;
  readonly #runs: RunStarter;
  readonly #clock: Clock;
  readonly #log: Logger;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    conversations: ConversationStore,
    runs: RunStarter,
    { clock, log }: { readonly clock: Clock; readonly log: Logger },
  ) {
    this.#conversations = conversations;
    this.#runs = runs;
    this.#clock = clock;
    this.#log = log;
  }

  /** @throws KORA_CHAT_CONVERSATION_NOT_FOUND */
  async put(conversation_id: string): Promise<void> {
    this.#conversations.hide(conversation_id, 'deleted');
    await this.empty();
  }

  /** @throws KORA_CHAT_CONVERSATION_NOT_FOUND, also when it is too late */
  restore(conversation_id: string): Conversation {
    return this.#conversations.reveal(conversation_id, 'deleted');
  }

  /** Deletes a conversation for good. */
  async remove(conversation_id: string): Promise<void> {
    await removeRuns(this.#runs, this.#log, this.#conversations.remove(conversation_id));
  }

  /** Deletes all conversations for good, those that could be restored too. */
  async removeAll(): Promise<void> {
    await removeRuns(this.#runs, this.#log, this.#conversations.removeAll());
  }

  /** Deletes for good what cannot be restored any more, and comes back when the next one is due. */
  async empty(): Promise<void> {
    clearTimeout(this.#timer);
    const due = this.#clock.now().getTime() - RESTORABLE_MS;
    const hidden = this.#conversations.hidden('deleted');
    for (const { conversation_id, hidden_at } of hidden)
      if (Date.parse(hidden_at) <= due) await this.remove(conversation_id);
    const next = hidden.find(({ hidden_at }) => Date.parse(hidden_at) > due);
    if (next === undefined) return;
    this.#timer = setTimeout(() => void this.#again(), Date.parse(next.hidden_at) - due).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #again(): Promise<void> {
    try {
      await this.empty();
    } catch (error) {
      // The next start tries again; until then the conversation is deleted for everybody but the disk.
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warn('a deleted conversation is still on the disk', { reason });
    }
  }
}
