import type { DatabaseSync } from 'node:sqlite';
import type { ChatSettingsChange, Conversation } from '@kora/contracts';
import type { Clock } from '@kora/plugin-sdk';
import { conversationErrors } from '../errors.ts';
import { newId } from './new-id.ts';
import { inTransaction } from './open-database.ts';
import { CONVERSATION_COLUMNS, conversationOf, numberOf, type Row, textOf, textOrNull } from './rows.ts';

/** What a new conversation may come with. */
export interface NewConversation {
  readonly title?: string | undefined;
  readonly settings?: ChatSettingsChange | undefined;
  /** For imports: when it began, and when it was last changed. It is put below all others, so that a file keeps its order. */
  readonly imported?: { readonly created_at: string; readonly updated_at: string } | undefined;
}

/** Why a conversation is there and not shown: it can still be brought back, or it is not complete yet. */
export type HiddenAs = 'deleted' | 'importing';

/** Conversations, the last changed first. */
export class ConversationStore {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #isAnswering: (conversation_id: string) => boolean;

  constructor(database: DatabaseSync, clock: Clock, isAnswering: (conversation_id: string) => boolean) {
    this.#database = database;
    this.#clock = clock;
    this.#isAnswering = isAnswering;
  }

  /** @param before position to go on behind, from the page before. */
  list(limit: number, before: number | null): { conversations: readonly Conversation[]; next_before: string | null } {
    const rows = this.#database
      .prepare(
        `SELECT ${CONVERSATION_COLUMNS} FROM conversations c WHERE c.position < ? AND c.hidden_at IS NULL ORDER BY c.position DESC LIMIT ?`,
      )
      .all(before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      conversations: page.map((row) => this.#of(row)),
      next_before: rows.length > limit && last !== undefined ? String(numberOf(last, 'position')) : null,
    };
  }

  /** A conversation; null when there is none, or it is hidden. */
  find(conversation_id: string): Conversation | null {
    const row = this.#visible(conversation_id);
    return row === undefined ? null : this.#of(row);
  }

  /** @throws KORA_CHAT_CONVERSATION_NOT_FOUND */
  get(conversation_id: string): Conversation {
    return this.#of(this.#row(conversation_id));
  }

  create({ title, settings = {}, imported }: NewConversation = {}): Conversation {
    const id = newId('conv');
    const now = this.#clock.now().toISOString();
    const { created_at, updated_at } = imported ?? { created_at: now, updated_at: now };
    const place = imported === undefined ? 'coalesce(max(position), 0) + 1' : 'coalesce(min(position), 0) - 1';
    this.#database
      .prepare(
        `INSERT INTO conversations (id, title, titled, settings, position, created_at, updated_at)
         VALUES (?, ?, ?, ?, (SELECT ${place} FROM conversations), ?, ?)`,
      )
      .run(id, title ?? '', title === undefined ? 0 : 1, JSON.stringify(settings), created_at, updated_at);
    return this.get(id);
  }

  /** @throws KORA_CHAT_CONVERSATION_NOT_FOUND */
  change(conversation_id: string, { title, settings }: NewConversation): Conversation {
    this.#row(conversation_id);
    inTransaction(this.#database, () => {
      if (title !== undefined)
        this.#database
          .prepare('UPDATE conversations SET title = ?, titled = 1 WHERE id = ?')
          .run(title, conversation_id);
      if (settings !== undefined)
        this.#database
          .prepare('UPDATE conversations SET settings = ? WHERE id = ?')
          .run(JSON.stringify(settings), conversation_id);
    });
    return this.get(conversation_id);
  }

  /** Gives a title to a conversation that has none of the user's own. */
  suggestTitle(conversation_id: string, title: string): void {
    this.#database
      .prepare("UPDATE conversations SET title = ? WHERE id = ? AND titled = 0 AND title = ''")
      .run(title, conversation_id);
  }

  /** Puts a conversation on top of the list. */
  touch(conversation_id: string): void {
    this.#database
      .prepare(
        `UPDATE conversations SET updated_at = ?, position = (SELECT max(position) + 1 FROM conversations) WHERE id = ?`,
      )
      .run(this.#clock.now().toISOString(), conversation_id);
  }

  /** The message that the shown branch ends with; null for an empty conversation. */
  shownLeaf(conversation_id: string): string | null {
    return textOrNull(this.#row(conversation_id), 'shown_leaf');
  }

  show(conversation_id: string, leaf: string): void {
    this.#database.prepare('UPDATE conversations SET shown_leaf = ? WHERE id = ?').run(leaf, conversation_id);
  }

  /** Takes a conversation out of everything that can be seen. @throws KORA_CHAT_CONVERSATION_NOT_FOUND */
  hide(conversation_id: string, as: HiddenAs): void {
    this.#row(conversation_id);
    this.#database
      .prepare('UPDATE conversations SET hidden_as = ?, hidden_at = ? WHERE id = ?')
      .run(as, this.#clock.now().toISOString(), conversation_id);
  }

  /** Shows a hidden conversation again. @throws KORA_CHAT_CONVERSATION_NOT_FOUND when none is hidden so */
  reveal(conversation_id: string, as: HiddenAs): Conversation {
    const { changes } = this.#database
      .prepare('UPDATE conversations SET hidden_as = NULL, hidden_at = NULL WHERE id = ? AND hidden_as = ?')
      .run(conversation_id, as);
    if (changes === 0) throw conversationErrors.KORA_CHAT_CONVERSATION_NOT_FOUND({ conversation_id });
    return this.get(conversation_id);
  }

  /** Conversations that are hidden, the longest hidden first. */
  hidden(as: HiddenAs): readonly { readonly conversation_id: string; readonly hidden_at: string }[] {
    return this.#database
      .prepare('SELECT id, hidden_at FROM conversations WHERE hidden_as = ? ORDER BY hidden_at')
      .all(as)
      .map((row) => ({ conversation_id: textOf(row, 'id'), hidden_at: textOf(row, 'hidden_at') }));
  }

  /** Deletes a conversation, hidden or not, with all that belongs to it. @returns the runs behind its answers */
  remove(conversation_id: string): readonly string[] {
    return this.#removing('WHERE conversation_id = ?', [conversation_id], () =>
      this.#database.prepare('DELETE FROM conversations WHERE id = ?').run(conversation_id),
    );
  }

  /** Deletes everything. @returns the runs behind all answers */
  removeAll(): readonly string[] {
    const runs = this.#removing('', [], () => this.#database.exec('DELETE FROM conversations'));
    // What was deleted must be readable neither in the word lists nor in the free pages of the file.
    this.#database.exec(`
      INSERT INTO message_words (message_words) VALUES ('rebuild');
      INSERT INTO title_words (title_words) VALUES ('rebuild');
      VACUUM;
      PRAGMA wal_checkpoint(TRUNCATE);`);
    return runs;
  }

  /** Every id, the last changed first. */
  ids(): readonly string[] {
    const rows = this.#database
      .prepare('SELECT id FROM conversations WHERE hidden_at IS NULL ORDER BY position DESC')
      .all();
    return rows.map((row) => textOf(row, 'id'));
  }

  #removing(where: string, values: readonly string[], remove: () => void): readonly string[] {
    return inTransaction(this.#database, () => {
      const runs = this.#database
        .prepare(
          `WITH answers AS (SELECT answer FROM messages ${where}), valid AS (SELECT answer FROM answers WHERE json_valid(answer))
           SELECT json_extract(answer, '$.run_id') AS run_id FROM valid
           UNION SELECT value FROM valid, json_each(valid.answer, '$.earlier_run_ids')`,
        )
        .all(...values)
        .map((row) => textOrNull(row, 'run_id'))
        .filter((run_id) => run_id !== null);
      remove();
      this.#database.exec('DELETE FROM contents WHERE hash NOT IN (SELECT hash FROM attachments)');
      return runs;
    });
  }

  #visible(conversation_id: string): Row | undefined {
    return this.#database
      .prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversations c WHERE c.id = ? AND c.hidden_at IS NULL`)
      .get(conversation_id);
  }

  #row(conversation_id: string): Row {
    const row = this.#visible(conversation_id);
    if (row === undefined) throw conversationErrors.KORA_CHAT_CONVERSATION_NOT_FOUND({ conversation_id });
    return row;
  }

  #of(row: Row): Conversation {
    return conversationOf(row, this.#isAnswering(textOf(row, 'id')));
  }
}
