import type { DatabaseSync } from 'node:sqlite';
import { decode, type ImportedConversations, isRecord } from '@kora/contracts';
import { conversationErrors } from '../errors.ts';
import { addConversation } from './add-conversation.ts';
import type { ExportSource } from './export-source.ts';
import { fromChatGpt, isChatGptConversation } from './from-chatgpt.ts';
import { MOST_MESSAGES, type PortableConversation, portableConversationCodec, portableFileCodec } from './portable.ts';

/** Conversations that one file may have. */
const MOST_CONVERSATIONS = 100_000;

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    throw conversationErrors.KORA_CHAT_IMPORT_UNREADABLE({ reason: 'it is no JSON' });
  }
}

/** The conversations of a file, each of them read or with what is wrong with it. */
function read(content: string, now: string): readonly (PortableConversation | { title: string; reason: string })[] {
  const file = parse(content);
  const list = Array.isArray(file) ? file : null;
  if (list?.some(isChatGptConversation)) {
    return bounded(list).map((one) => {
      const result = fromChatGpt(one, now);
      return typeof result === 'string' ? { title: titleOf(one), reason: result } : result;
    });
  }
  const decoded = decode(portableFileCodec, file);
  if (decoded._tag === 'Left')
    throw conversationErrors.KORA_CHAT_IMPORT_UNREADABLE({ reason: 'it has neither of the two known formats' });
  return bounded(decoded.right.conversations).map((one) => {
    const conversation = decode(portableConversationCodec, one);
    if (conversation._tag === 'Right') return conversation.right;
    const [issue] = conversation.left;
    return { title: titleOf(one), reason: `${issue?.path ?? ''} ${issue?.message ?? 'is wrong'}`.trim() };
  });
}

function bounded(list: readonly unknown[]): readonly unknown[] {
  if (list.length <= MOST_CONVERSATIONS) return list;
  throw conversationErrors.KORA_CHAT_IMPORT_UNREADABLE({
    reason: `it has more than ${MOST_CONVERSATIONS} conversations`,
  });
}

function titleOf(value: unknown): string {
  return isRecord(value) && typeof value.title === 'string' ? value.title.toWellFormed().slice(0, 200) : '';
}

/** Whether every message follows one that came before it, and no id is there twice. */
function problemOf({ messages }: PortableConversation): string | null {
  if (messages.length === 0) return 'it has no messages';
  if (messages.length > MOST_MESSAGES) return `it has more than ${MOST_MESSAGES} messages`;
  const known = new Set<string>();
  for (const { id, parent_id } of messages) {
    if (known.has(id)) return 'two of its messages have the same id';
    if (parent_id !== null && !known.has(parent_id)) return 'a message comes before the one that it follows';
    known.add(id);
  }
  return null;
}

/**
 * Puts the conversations of a file beside those that are there. Everything gets ids of its own; nothing runs, and answers keep
 * no link to runs, which are not in the file. One that cannot be read is skipped, with the reason.
 * @throws KORA_CHAT_IMPORT_UNREADABLE when it is no file of a known format
 */
export async function importConversations(
  database: DatabaseSync,
  source: ExportSource,
  content: string,
  now: Date,
): Promise<ImportedConversations> {
  const imported: string[] = [];
  const skipped: { title: string; reason: string }[] = [];
  for (const one of read(content, now.toISOString())) {
    const problem = 'reason' in one ? one.reason : problemOf(one);
    if (problem !== null || 'reason' in one) skipped.push({ title: one.title, reason: problem ?? '' });
    else imported.push(await addConversation(database, source, one));
  }
  return { imported, skipped };
}
