import type { Conversation } from '@kora/contracts';
import type { ExportSource } from './export-source.ts';
import { PORTABLE_FORMAT, PORTABLE_VERSION, type PortableConversation, type PortableMessage } from './portable.ts';

/** JSON of an object that is left open, so that a last member, a list, can follow piece by piece. */
const opened = (value: object, list: string) => `${JSON.stringify(value).slice(0, -1)},"${list}":[`;

/** A message; the texts of its attachments, which may be long, are read and written one after the other. */
function* writeMessage({ messages }: ExportSource, conversation_id: string, id: string): Generator<string> {
  const message = messages.find(id);
  // Deleted while the file is written, and all that followed it too.
  if (message === null) return;
  const { parent_id, role, content, created_at, answer } = message;
  const head: Omit<PortableMessage, 'attachments'> = { id, parent_id, role, content, created_at, answer };
  yield opened(head, 'attachments');
  let between = '';
  for (const { attachment_id } of messages.attachmentHeads(id)) {
    yield between + JSON.stringify(messages.attachment(conversation_id, attachment_id));
    between = ',';
  }
  yield ']}';
}

/** A conversation with every branch, as a {@link PortableConversation}, in pieces. */
export function* writeJson(source: ExportSource, conversation: Conversation): Generator<string> {
  const { conversation_id, title, created_at, settings } = conversation;
  const shown = source.conversations.shownLeaf(conversation_id);
  const head: Omit<PortableConversation, 'messages'> = { title, created_at, settings, shown };
  yield opened(head, 'messages');
  let between = '\n';
  for (const id of source.messages.ids(conversation_id)) {
    let first = true;
    for (const piece of writeMessage(source, conversation_id, id)) {
      yield first ? between + piece : piece;
      first = false;
    }
    if (!first) between = ',\n';
  }
  yield '\n]}';
}

/** What stands before the conversations of a file. */
export const jsonHead = (now: Date) =>
  `${opened({ format: PORTABLE_FORMAT, version: PORTABLE_VERSION, exported_at: now.toISOString() }, 'conversations')}\n`;
