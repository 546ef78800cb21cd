import { setImmediate } from 'node:timers/promises';
import type { ChatMessage, Conversation, ExportedConversations } from '@kora/contracts';
import type { ConversationStore } from '../store/conversation-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import { PORTABLE_FORMAT, PORTABLE_VERSION, type PortableConversation, type PortableMessage } from './portable.ts';

/** Where conversations are read from. */
export interface ExportSource {
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
}

/** Longest branch that is written as Markdown, in messages. */
const LONGEST_BRANCH = 100_000;

function portable({ conversations, messages }: ExportSource, conversation: Conversation): PortableConversation {
  const { conversation_id, title, created_at, settings } = conversation;
  const all = messages.all(conversation_id).map(
    (message): PortableMessage => ({
      id: message.message_id,
      parent_id: message.parent_id,
      role: message.role,
      content: message.content,
      created_at: message.created_at,
      answer: message.answer,
      attachments: messages.attachmentsOf(message.message_id),
    }),
  );
  return { title, created_at, settings, shown: conversations.shownLeaf(conversation_id), messages: all };
}

function markdownOf(message: ChatMessage): string {
  const who = message.role === 'user' ? 'You' : (message.answer?.model_id ?? 'KORA Studio');
  const files = message.attachments.map(({ name, bytes }) => `*Attachment: ${name} (${bytes} bytes)*`);
  return [`## ${who}, ${message.created_at}`, ...files, message.content].join('\n\n');
}

function markdown({ conversations, messages }: ExportSource, { conversation_id, title }: Conversation): string {
  const branch = messages.branch(conversation_id, conversations.shownLeaf(conversation_id), LONGEST_BRANCH);
  return [`# ${title === '' ? 'Untitled conversation' : title}`, ...branch.map(markdownOf)].join('\n\n');
}

/** A file that conversations are written into. */
interface Frame {
  readonly extension: string;
  readonly media_type: string;
  readonly before: string;
  readonly between: string;
  readonly after: string;
  write(source: ExportSource, conversation: Conversation): string;
}

const MARKDOWN: Frame = {
  ...{ extension: 'md', media_type: 'text/markdown' },
  ...{ before: '', between: '\n\n---\n\n', after: '\n', write: markdown },
};

function jsonFrame(now: Date): Frame {
  const head = { format: PORTABLE_FORMAT, version: PORTABLE_VERSION, exported_at: now.toISOString() };
  return {
    ...{ extension: 'json', media_type: 'application/json' },
    before: `${JSON.stringify(head).slice(0, -1)},"conversations":[\n`,
    between: ',\n',
    after: '\n]}\n',
    write: (source, conversation) => JSON.stringify(portable(source, conversation), null, 1),
  };
}

/**
 * Writes conversations into one text: all of them and every branch as JSON, or what is shown as Markdown. Others get their turn
 * between two conversations; one that is deleted meanwhile is not in the file.
 */
export async function exportConversations(
  source: ExportSource,
  ids: readonly string[],
  format: 'json' | 'markdown',
  now: Date,
): Promise<ExportedConversations> {
  const frame = format === 'markdown' ? MARKDOWN : jsonFrame(now);
  const parts: string[] = [];
  for (const id of ids) {
    const conversation = source.conversations.find(id);
    if (conversation !== null) parts.push(frame.write(source, conversation));
    await setImmediate();
  }
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return {
    file_name: `conversations-${stamp}.${frame.extension}`,
    media_type: frame.media_type,
    content: frame.before + parts.join(frame.between) + frame.after,
    conversations: parts.length,
  };
}
