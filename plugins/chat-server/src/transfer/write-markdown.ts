import type { Conversation } from '@kora/contracts';
import type { ExportSource } from './export-source.ts';

/** A conversation as it is shown, as Markdown for people, in pieces. */
export function* writeMarkdown(
  { conversations, messages }: ExportSource,
  conversation: Conversation,
): Generator<string> {
  const { conversation_id, title } = conversation;
  yield `# ${title === '' ? 'Untitled conversation' : title}`;
  for (const id of messages.branchIds(conversation_id, conversations.shownLeaf(conversation_id))) {
    const message = messages.find(id);
    if (message === null) return;
    const who = message.role === 'user' ? 'You' : (message.answer?.model_id ?? 'KORA Studio');
    yield `\n\n## ${who}, ${message.created_at}`;
    for (const { name, bytes } of messages.attachmentHeads(id)) yield `\n\n*Attachment: ${name} (${bytes} bytes)*`;
    yield `\n\n${message.content}`;
  }
}
