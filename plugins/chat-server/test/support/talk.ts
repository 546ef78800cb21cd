import type { openConversations } from './open-conversations.ts';

/** The body of a message. */
export const SAY = (content: string, more = {}) => ({ content, locale: 'en-GB', time_zone: 'Europe/Berlin', ...more });
export const ONE = '/conversations/:conversation_id';
type Opened = Awaited<ReturnType<typeof openConversations>>;

export const begin = async ({ ask }: Opened): Promise<string> => (await ask('POST /conversations')).conversation_id;
export const shown = async ({ ask }: Opened, conversation_id: string, query = {}) =>
  ask(`GET ${ONE}/messages`, { conversation_id }, null, query);

/** Says something, and waits for the end of its answer. */
export async function say(opened: Opened, conversation_id: string, content: string, more = {}) {
  const accepted = await opened.ask(`POST ${ONE}/messages`, { conversation_id }, SAY(content, more));
  return { ...accepted, ended: await ended(opened, conversation_id) };
}

export async function ended(opened: Opened, conversation_id: string) {
  for (;;) {
    const { answering } = await opened.ask(`GET ${ONE}`, { conversation_id });
    if (!answering) return (await shown(opened, conversation_id)).messages.at(-1);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until an answer has its first words. */
export async function hasWords({ events }: Opened, conversation_id: string): Promise<void> {
  for await (const event of events(conversation_id, new AbortController().signal)) {
    const { role, content } = event.type === 'message' ? event.message : { role: '', content: '' };
    if (event.type === 'delta' || (role === 'assistant' && content !== '')) return;
  }
}
