import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Answer, Attachment, ChatMessage, PlanAttachment } from '@kora/contracts';
import { type Clock, giveWay } from '@kora/plugin-sdk';
import { conversationErrors } from '../errors.ts';
import { newId } from './new-id.ts';
import { LOST_ANSWER, messageOf, numberOf, type Row, textOf, textOrNull } from './rows.ts';

/** What a new message is made of. */
export interface NewMessage {
  readonly conversation_id: string;
  readonly parent_id: string | null;
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly answer: Answer | null;
  readonly attachments?: readonly PlanAttachment[];
  /** For imports. */
  readonly created_at?: string;
}

/** A message without what lies in other tables. */
export type BareMessage = ReturnType<typeof messageOf>;

/** Messages, which form a tree in each conversation: an edit or another answer stands beside what was there. */
export class MessageStore {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    // An import adds a hundred thousand; preparing each would take longer than the rest.
    this.#insert = database.prepare(
      `INSERT INTO messages (id, conversation_id, parent_id, role, content, answer, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#select = database.prepare('SELECT * FROM messages WHERE id = ?');
  }

  add({ conversation_id, parent_id, role, content, answer, attachments = [], created_at }: NewMessage): string {
    const id = newId('msg');
    const kept = answer === null ? null : JSON.stringify(answer);
    const time = created_at ?? this.#clock.now().toISOString();
    this.#insert.run(id, conversation_id, parent_id, role, content, kept, time);
    for (const attachment of attachments) this.#attach(id, attachment);
    return id;
  }

  /** Keeps how far an answer has come. */
  update(message_id: string, content: string, answer: Answer): void {
    this.#database
      .prepare('UPDATE messages SET content = ?, answer = ? WHERE id = ?')
      .run(content, JSON.stringify(answer), message_id);
  }

  /** @throws KORA_CHAT_MESSAGE_NOT_FOUND, also for a message of another conversation. */
  get(conversation_id: string, message_id: string): ChatMessage {
    const row = this.#database
      .prepare('SELECT * FROM messages WHERE id = ? AND conversation_id = ?')
      .get(message_id, conversation_id);
    if (row === undefined) throw conversationErrors.KORA_CHAT_MESSAGE_NOT_FOUND({ conversation_id, message_id });
    return this.#complete(row);
  }

  /** The branch that ends with `leaf`, oldest first; at most `limit` messages of its end. */
  async branch(conversation_id: string, leaf: string | null, limit: number): Promise<readonly ChatMessage[]> {
    return this.#read(this.branchIds(conversation_id, leaf, limit), (row) => this.#complete(row));
  }

  /** As {@link branch}, without what lies in other tables. */
  async texts(conversation_id: string, leaf: string | null, limit: number): Promise<readonly BareMessage[]> {
    return this.#read(this.branchIds(conversation_id, leaf, limit), messageOf);
  }

  /** Reads messages that are still there. Each may be a megabyte, so others have their turn in between. */
  async #read<T>(ids: readonly string[], as: (row: Row) => T): Promise<readonly T[]> {
    const messages: T[] = [];
    let began = performance.now();
    for (const id of ids) {
      const row = this.#select.get(id);
      if (row !== undefined) messages.push(as(row));
      began = await giveWay(began);
    }
    return messages;
  }

  /** Ids of the branch that ends with `leaf`, oldest first; at most `limit` of its end. */
  branchIds(conversation_id: string, leaf: string | null, limit = Number.MAX_SAFE_INTEGER): readonly string[] {
    if (leaf === null) return [];
    return this.#database
      .prepare(
        `WITH RECURSIVE up (id, parent_id, depth) AS (
           SELECT id, parent_id, 1 FROM messages WHERE id = ? AND conversation_id = ?
           UNION ALL SELECT m.id, m.parent_id, up.depth + 1 FROM messages m JOIN up ON m.id = up.parent_id WHERE up.depth < ?)
         SELECT id FROM up ORDER BY depth DESC`,
      )
      .all(leaf, conversation_id, limit)
      .map((row) => textOf(row, 'id'));
  }

  /** The end of the newest branch through a message. */
  newestLeaf(message_id: string): string {
    const next = this.#database.prepare('SELECT id FROM messages WHERE parent_id = ? ORDER BY number DESC LIMIT 1');
    let leaf = message_id;
    for (let row = next.get(leaf); row !== undefined; row = next.get(leaf)) leaf = textOf(row, 'id');
    return leaf;
  }

  /** Attachments of a message without their texts, as they are shown. */
  attachmentHeads(message_id: string): readonly Attachment[] {
    return this.#database
      .prepare('SELECT id, name, media_type, bytes FROM attachments WHERE message_id = ? ORDER BY rowid')
      .all(message_id)
      .map((row) => ({
        attachment_id: textOf(row, 'id'),
        name: textOf(row, 'name'),
        media_type: textOf(row, 'media_type'),
        bytes: numberOf(row, 'bytes'),
      }));
  }

  /** Attachments of a message with their texts. */
  attachmentsOf(message_id: string): readonly PlanAttachment[] {
    return this.#database
      .prepare(
        `SELECT a.name, a.media_type, c.text FROM attachments a JOIN contents c ON c.hash = a.hash
         WHERE a.message_id = ? ORDER BY a.rowid`,
      )
      .all(message_id)
      .map((row) => ({ name: textOf(row, 'name'), media_type: textOf(row, 'media_type'), text: textOf(row, 'text') }));
  }

  /** @throws KORA_CHAT_ATTACHMENT_NOT_FOUND */
  attachment(conversation_id: string, attachment_id: string): PlanAttachment {
    const row = this.#database
      .prepare(
        `SELECT a.name, a.media_type, c.text FROM attachments a JOIN contents c ON c.hash = a.hash
         JOIN messages m ON m.id = a.message_id WHERE a.id = ? AND m.conversation_id = ?`,
      )
      .get(attachment_id, conversation_id);
    if (row === undefined) throw conversationErrors.KORA_CHAT_ATTACHMENT_NOT_FOUND({ conversation_id, attachment_id });
    return { name: textOf(row, 'name'), media_type: textOf(row, 'media_type'), text: textOf(row, 'text') };
  }

  /** Ids of all messages of a conversation in the order of their arrival; parents come before their children. */
  ids(conversation_id: string): readonly string[] {
    return this.#database
      .prepare('SELECT id FROM messages WHERE conversation_id = ? ORDER BY number')
      .all(conversation_id)
      .map((row) => textOf(row, 'id'));
  }

  /** A message without what lies in other tables; null when it is gone. */
  find(message_id: string): BareMessage | null {
    const row = this.#select.get(message_id);
    return row === undefined ? null : messageOf(row);
  }

  /** Answers that were being made when they were last kept. */
  unfinished(): readonly { readonly message_id: string; readonly content: string; readonly answer: Answer }[] {
    return this.#database
      .prepare(
        `SELECT id, content, answer FROM messages
         WHERE CASE WHEN json_valid(answer) THEN json_extract(answer, '$.state') END IN ('planning', 'running')`,
      )
      .all()
      .map((row) => {
        const { message_id, content, answer } = messageOf({ ...row, role: 'assistant' });
        return { message_id, content, answer: answer ?? LOST_ANSWER };
      });
  }

  #attach(message_id: string, { name, media_type, text }: PlanAttachment): void {
    const hash = createHash('sha256').update(text).digest('hex');
    this.#database.prepare('INSERT OR IGNORE INTO contents (hash, text) VALUES (?, ?)').run(hash, text);
    this.#database
      .prepare('INSERT INTO attachments (id, message_id, name, media_type, bytes, hash) VALUES (?, ?, ?, ?, ?, ?)')
      .run(newId('att'), message_id, name, media_type, Buffer.byteLength(text), hash);
  }

  #complete(row: Row): ChatMessage {
    const message_id = textOf(row, 'id');
    const attachments = this.attachmentHeads(message_id);
    const siblings = this.#database
      .prepare('SELECT id FROM messages WHERE conversation_id = ? AND parent_id IS ? ORDER BY number')
      .all(textOf(row, 'conversation_id'), textOrNull(row, 'parent_id'))
      .map((sibling) => textOf(sibling, 'id'));
    return { ...messageOf(row), attachments, siblings };
  }
}
