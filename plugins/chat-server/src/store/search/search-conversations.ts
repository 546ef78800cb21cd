import type { DatabaseSync } from 'node:sqlite';
import type { SearchResults } from '@kora/contracts';
import { giveWay } from '@kora/plugin-sdk';
import { type Row, textOf, textOrNull } from '../rows.ts';
import { MARK, snippetOf } from './snippet.ts';

/** Characters of a message that can be found; see the schema. */
const SEARCHED = 100_000;

/** The words of a person. */
const wordsOf = (query: string): readonly string[] => query.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words as a query of FTS5: each in quotes, so that nothing of it is syntax; the last one may be half written. */
const ftsQuery = (words: readonly string[]): string =>
  words.map((word, index) => `"${word}"${index === words.length - 1 ? '*' : ''}`).join(' ');

/** Finds words in titles and messages; titles first, then the newest messages. Others have their turn between two long messages. */
export async function searchConversations(
  database: DatabaseSync,
  query: string,
  limit: number,
): Promise<SearchResults> {
  const words = wordsOf(query);
  if (words.length === 0) return { results: [] };
  const sought = ftsQuery(words);
  const titles = database
    .prepare(
      `SELECT c.id, c.title, c.created_at, highlight(title_words, 1, ?, ?) AS snippet
       FROM title_words JOIN conversations c ON c.id = title_words.id
       WHERE title_words MATCH ? AND c.hidden_at IS NULL ORDER BY c.position DESC LIMIT ?`,
    )
    .all(...MARK, sought, limit);
  const found = database
    .prepare(
      `SELECT c.id, c.title, m.id AS message_id, m.created_at,
         substr(m.content, 1, ?) AS content
       FROM message_words JOIN messages m ON m.number = message_words.rowid JOIN conversations c ON c.id = m.conversation_id
       WHERE message_words MATCH ? AND c.hidden_at IS NULL ORDER BY m.number DESC LIMIT ?`,
    )
    .all(SEARCHED, sought, limit - titles.length);
  const messages: Row[] = [];
  let began = performance.now();
  for (const row of found) {
    messages.push({ ...row, snippet: snippetOf(textOf(row, 'content'), words) });
    began = await giveWay(began);
  }
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
