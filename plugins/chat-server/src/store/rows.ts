import {
  type Answer,
  answerCodec,
  type ChatMessage,
  type ChatSettingsChange,
  type Conversation,
  chatSettingsChangeCodec,
  decode,
} from '@kora/contracts';
import type * as t from 'io-ts';

/** A row of SQLite, of which nothing is known yet. */
export type Row = Readonly<Record<string, unknown>>;

export const textOf = (row: Row, column: string): string => String(row[column] ?? '');
export const textOrNull = (row: Row, column: string): string | null =>
  typeof row[column] === 'string' ? row[column] : null;
export const numberOf = (row: Row, column: string): number => Number(row[column] ?? 0);

/** JSON of a column that an older or damaged file may hold in any shape; null when it is none of ours. */
export function jsonColumn<A>(codec: t.Type<A>, text: string | null): A | null {
  if (text === null) return null;
  try {
    const decoded = decode(codec, JSON.parse(text));
    return decoded._tag === 'Right' ? decoded.right : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Columns of a conversation, with the number of its messages. */
export const CONVERSATION_COLUMNS = `
  c.id, c.title, c.settings, c.shown_leaf, c.position, c.created_at, c.updated_at,
  (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id) AS message_count`;

export function conversationOf(row: Row, answering: boolean): Conversation {
  const settings: ChatSettingsChange = jsonColumn(chatSettingsChangeCodec, textOrNull(row, 'settings')) ?? {};
  return {
    conversation_id: textOf(row, 'id'),
    title: textOf(row, 'title'),
    created_at: textOf(row, 'created_at'),
    updated_at: textOf(row, 'updated_at'),
    message_count: numberOf(row, 'message_count'),
    settings,
    answering,
  };
}

/** An answer of which only its end is known. */
export const LOST_ANSWER: Answer = {
  state: 'interrupted',
  path: 'none',
  run_id: null,
  model_id: null,
  model_calls: 0,
  tokens_in: 0,
  tokens_out: 0,
  tokens_avoided: 0,
  tokens_avoided_exact: false,
  duration_ms: 0,
  thinking: '',
  notes: [],
  error: null,
};

/** A message without what lies in other tables. */
export function messageOf(row: Row): Omit<ChatMessage, 'attachments' | 'siblings'> {
  const role = textOf(row, 'role') === 'assistant' ? 'assistant' : 'user';
  return {
    message_id: textOf(row, 'id'),
    parent_id: textOrNull(row, 'parent_id'),
    role,
    content: textOf(row, 'content'),
    created_at: textOf(row, 'created_at'),
    answer: role === 'user' ? null : (jsonColumn(answerCodec, textOrNull(row, 'answer')) ?? LOST_ANSWER),
  };
}
