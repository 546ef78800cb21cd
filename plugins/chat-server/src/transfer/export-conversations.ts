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

/** Writes conversations into one text: all of them and every branch as JSON, or what is shown as Markdown. */
export function exportConversations(
  source: ExportSource,
  ids: readonly string[],
  format: 'json' | 'markdown',
  now: Date,
): ExportedConversations {
  const chosen = ids.map((id) => source.conversations.get(id));
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const file = (extension: string, media_type: string, content: string) => ({
    file_name: `conversations-${stamp}.${extension}`,
    media_type,
    content,
    conversations: chosen.length,
  });
  if (format === 'markdown') {
    const parts = chosen.map((conversation) => markdown(source, conversation));
    return file('md', 'text/markdown', `${parts.join('\n\n---\n\n')}\n`);
  }
  const content = {
    format: PORTABLE_FORMAT,
    version: PORTABLE_VERSION,
    exported_at: now.toISOString(),
    conversations: chosen.map((conversation) => portable(source, conversation)),
  };
  return file('json', 'application/json', `${JSON.stringify(content, null, 2)}\n`);
}
