import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isKoraError } from '@kora/plugin-sdk';
import { conversationErrors } from '../errors.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts';

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

function migrate(database: DatabaseSync): void {
  for (let version = versionOf(database); version < SCHEMA_VERSION; version++) {
    database.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version] ?? ''} PRAGMA user_version = ${version + 1}; COMMIT;`);
  }
}

/**
 * Opens `conversations.sqlite` in a folder, and makes or updates its tables.
 * @throws KORA_CHAT_DATABASE_NEWER, KORA_CHAT_DATABASE_UNUSABLE; the file is left as it is.
 */
export function openDatabase(folder: string): DatabaseSync {
  const path = join(folder, 'conversations.sqlite');
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(path, { timeout: 5_000 });
    chmodSync(path, 0o600);
    const version = versionOf(database);
    if (version > SCHEMA_VERSION)
      throw conversationErrors.KORA_CHAT_DATABASE_NEWER({ path, version, supported: SCHEMA_VERSION });
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;',
    );
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    if (isKoraError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw conversationErrors.KORA_CHAT_DATABASE_UNUSABLE({ path, reason }, error);
  }
}

/** Does all of `work` or nothing of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (error) {
    // A full disk has undone it already, and then there is nothing to roll back.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
