import type { Conversation, ConversationList } from '@kora/contracts';

/** The list in the sidebar, newest first, as far as it was read. */
export interface ListedConversations {
  readonly items: readonly Conversation[];
  /** What the next page is asked with; null when all were read, undefined before the first page. */
  readonly next: string | null | undefined;
}

export const NOTHING_LISTED: ListedConversations = { items: [], next: undefined };

/** Those of the same time stay in the order that they came in. */
const newestFirst = (a: Conversation, b: Conversation) =>
  a.updated_at === b.updated_at ? 0 : a.updated_at < b.updated_at ? 1 : -1;

/** Adds a page; what was listed already is taken from the page, which is newer. */
export function withPage(list: ListedConversations, page: ConversationList): ListedConversations {
  const ids = new Set(page.conversations.map(({ conversation_id }) => conversation_id));
  const others = list.items.filter(({ conversation_id }) => !ids.has(conversation_id));
  return { items: [...others, ...page.conversations].sort(newestFirst), next: page.next_before };
}

/** Puts news of one conversation into the list. */
export function withConversation(list: ListedConversations, conversation: Conversation): ListedConversations {
  const others = list.items.filter(({ conversation_id }) => conversation_id !== conversation.conversation_id);
  return { ...list, items: [conversation, ...others].sort(newestFirst) };
}

export function withoutConversation(list: ListedConversations, conversation_id: string): ListedConversations {
  return { ...list, items: list.items.filter((item) => item.conversation_id !== conversation_id) };
}
