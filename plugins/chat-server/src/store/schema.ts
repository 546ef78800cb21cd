/** Version of the tables below, in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 3;

/**
 * One step for each version: step 0 makes version 1 of nothing. A step that was released never changes. `position` orders
 * conversations by their last change and messages by their arrival; times are for people and may be equal or go back. A parent is no
 * foreign key: messages go only with their conversation, and SQLite follows chains of cascades no deeper than 1,000.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    titled INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL DEFAULT '{}',
    shown_leaf TEXT,
    position INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX conversations_by_position ON conversations (position);

  CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id TEXT,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    answer TEXT,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_parent ON messages (conversation_id, parent_id, number);
  CREATE INDEX messages_below ON messages (parent_id);

  CREATE TABLE contents (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES contents (hash)
  ) STRICT;
  CREATE INDEX attachments_by_message ON attachments (message_id);
  CREATE INDEX attachments_by_hash ON attachments (hash);

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE VIRTUAL TABLE message_words USING fts5 (
    content, content='messages', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
  CREATE TRIGGER message_words_insert AFTER INSERT ON messages BEGIN
    INSERT INTO message_words (rowid, content) VALUES (new.number, new.content);
  END;
  CREATE TRIGGER message_words_delete AFTER DELETE ON messages BEGIN
    INSERT INTO message_words (message_words, rowid, content) VALUES ('delete', old.number, old.content);
  END;
  CREATE TRIGGER message_words_update AFTER UPDATE OF content ON messages WHEN old.content IS NOT new.content BEGIN
    INSERT INTO message_words (message_words, rowid, content) VALUES ('delete', old.number, old.content);
    INSERT INTO message_words (rowid, content) VALUES (new.number, new.content);
  END;

  CREATE VIRTUAL TABLE title_words USING fts5 (id UNINDEXED, title, tokenize='unicode61 remove_diacritics 2');
  CREATE TRIGGER title_words_insert AFTER INSERT ON conversations BEGIN
    INSERT INTO title_words (rowid, id, title) VALUES (new.rowid, new.id, new.title);
  END;
  CREATE TRIGGER title_words_delete AFTER DELETE ON conversations BEGIN
    DELETE FROM title_words WHERE rowid = old.rowid;
  END;
  CREATE TRIGGER title_words_update AFTER UPDATE OF title ON conversations BEGIN
    UPDATE title_words SET title = new.title WHERE rowid = old.rowid;
  END;
  `,
  // Hidden is a conversation that was deleted and can still be brought back, or whose import is not complete.
  `
  ALTER TABLE conversations ADD COLUMN hidden_as TEXT;
  ALTER TABLE conversations ADD COLUMN hidden_at TEXT;
  CREATE INDEX conversations_hidden ON conversations (hidden_at) WHERE hidden_at IS NOT NULL;
  `,
  // Of a message only the first 100,000 characters can be found, thirty pages: indexing a pasted megabyte stopped Studio for longer
  // than a person should notice.
  `
  DROP TRIGGER message_words_insert;
  DROP TRIGGER message_words_delete;
  DROP TRIGGER message_words_update;
  CREATE TRIGGER message_words_insert AFTER INSERT ON messages BEGIN
    INSERT INTO message_words (rowid, content) VALUES (new.number, substr(new.content, 1, 100000));
  END;
  CREATE TRIGGER message_words_delete AFTER DELETE ON messages BEGIN
    INSERT INTO message_words (message_words, rowid, content) VALUES ('delete', old.number, substr(old.content, 1, 100000));
  END;
  CREATE TRIGGER message_words_update AFTER UPDATE OF content ON messages WHEN old.content IS NOT new.content BEGIN
    INSERT INTO message_words (message_words, rowid, content) VALUES ('delete', old.number, substr(old.content, 1, 100000));
    INSERT INTO message_words (rowid, content) VALUES (new.number, substr(new.content, 1, 100000));
  END;
  INSERT INTO message_words (message_words) VALUES ('delete-all');
  INSERT INTO message_words (rowid, content) SELECT number, substr(content, 1, 100000) FROM messages;
  `,
];
