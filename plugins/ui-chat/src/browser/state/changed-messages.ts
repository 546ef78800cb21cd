import type { ChatMessage } from '@kora/contracts';

/** The messages that are not as they were, when the list itself is the same; null when it is another list. */
export function changedMessages(
  before: readonly ChatMessage[],
  after: readonly ChatMessage[],
): readonly ChatMessage[] | null {
  if (before.length !== after.length) return null;
  const changed = after.filter((message, index) => message !== before[index]);
  const moved = changed.some((message) => !before.some(({ message_id }) => message_id === message.message_id));
  return moved ? null : changed;
}
