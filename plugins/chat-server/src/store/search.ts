import type { DatabaseSync } from 'node:sqlite';
import type { SearchResults } from '@kora/contracts';
import { textOf, textOrNull } from './rows.ts';

/** Around each hit in a snippet: characters for private use, which no text of a person holds. */
const MARK = ['\uE000', '\uE001'] as const;

/** Words of a person as a query of FTS5: each in quotes, so that nothing of it is syntax; the last one may be half written. */
function ftsQuery(query: string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, index) => `"${word}"${index === words.length - 1 ? '*' : ''}`).join(' ');
}

/** Finds words in titles and messages; titles first, then the newest messages. */
export function searchConversations(database: DatabaseSync, query: string, limit: number): SearchResults {
  const words = ftsQuery(query);
  if (words === '') return { results: [] };
  const [before, after] = MARK;
  const titles = database
    .prepare(
      `SELECT c.id, c.title, c.created_at, highlight(title_words, 1, ?, ?) AS snippet
       FROM title_words JOIN conversations c ON c.id = title_words.id
       WHERE title_words MATCH ? AND c.hidden_at IS NULL ORDER BY c.position DESC LIMIT ?`,
    )
    .all(before, after, words, limit);
  const messages = database
    .prepare(
      `SELECT c.id, c.title, m.id AS message_id, m.created_at,
         snippet(message_words, 0, ?, ?, '…', 16) AS snippet
       FROM message_words JOIN messages m ON m.number = message_words.rowid JOIN conversations c ON c.id = m.conversation_id
       WHERE message_words MATCH ? AND c.hidden_at IS NULL ORDER BY m.number DESC LIMIT ?`,
    )
    .all(before, after, words, limit - titles.length);
  return {
    results: [...titles, ...messages].map((row) => ({
      conversation_id: textOf(row, 'id'),
      title: textOf(row, 'title'),
      message_id: textOrNull(row, 'message_id'),
      snippet: textOf(row, 'snippet'),
      created_at: textOf(row, 'created_at'),
    })),
  };
}
