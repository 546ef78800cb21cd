import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Answer } from '@kora/contracts';
import { inTransaction } from '../store/open-database.ts';
import { LOST_ANSWER } from '../store/rows.ts';
import type { ExportSource } from './export-source.ts';
import type { PortableConversation, PortableMessage } from './portable.ts';

/** Characters, and messages, that are written before others get their turn; a longer message is written alone. */
const PART = { characters: 100_000, messages: 200 } as const;

/** An answer from a file has no run here, and nobody is making it any more. */
function importedAnswer(answer: Answer | null): Answer {
  const { earlier_run_ids: _, ...kept } = answer ?? { ...LOST_ANSWER, state: 'complete' as const };
  const ended = kept.state === 'planning' || kept.state === 'running' ? 'interrupted' : kept.state;
  return { ...kept, state: ended, run_id: null };
}

function* partsOf(messages: readonly PortableMessage[]): Generator<readonly PortableMessage[]> {
  let part: PortableMessage[] = [];
  let characters = 0;
  for (const message of messages) {
    if (part.length >= PART.messages || (part.length > 0 && characters >= PART.characters)) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(message);
    characters += message.content.length + message.attachments.reduce((sum, { text }) => sum + text.length, 0);
  }
  yield part;
}

/**
 * Adds one conversation of a file, part by part, so that nobody waits for a long one. It is hidden until it is complete; what a crash
 * leaves behind is removed by {@link removeUnfinishedImports}. @returns its id here
 */
export async function addConversation(
  database: DatabaseSync,
  { conversations, messages }: ExportSource,
  { title, settings, created_at, shown, messages: all }: PortableConversation,
): Promise<string> {
  const { conversation_id } = inTransaction(database, () => {
    const updated_at = all.reduce((latest, { created_at: time }) => (time > latest ? time : latest), created_at);
    const created = conversations.create({ title, settings, imported: { created_at, updated_at } });
    conversations.hide(created.conversation_id, 'importing');
    return created;
  });
  const ids = new Map<string, string>();
  const add = ({ id, parent_id, role, content, created_at, answer, attachments }: PortableMessage) => {
    const parent = parent_id === null ? null : (ids.get(parent_id) ?? null);
    const made = role === 'user' ? null : importedAnswer(answer);
    const message = { conversation_id, parent_id: parent, role, content, created_at, attachments, answer: made };
    ids.set(id, messages.add(message));
  };
  try {
    for (const part of partsOf(all)) {
      await setImmediate();
      inTransaction(database, () => part.forEach(add));
    }
  } catch (error) {
    conversations.remove(conversation_id);
    throw error;
  }
  const leaf = ids.get(shown ?? '') ?? [...ids.values()].at(-1);
  if (leaf !== undefined) conversations.show(conversation_id, leaf);
  conversations.reveal(conversation_id, 'importing');
  return conversation_id;
}

/** Removes what an import left when Studio ended in the middle of it. */
export function removeUnfinishedImports({ conversations }: Pick<ExportSource, 'conversations'>): void {
  for (const { conversation_id } of conversations.hidden('importing')) conversations.remove(conversation_id);
}
