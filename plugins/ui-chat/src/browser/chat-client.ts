import type {
  ChatMessage,
  ChatSettings,
  ChatSettingsChange,
  Conversation,
  MessageAccepted,
  MessageList,
  Regenerate,
  SendMessage,
} from '@kora/contracts';
import type { ApiClient } from '@kora/plugin-sdk/ui';
import type { Draft } from './composer/draft-box.ts';

const PAGE = 50;

/** Where the person is: it decides how numbers and dates are read. */
function place(): Pick<SendMessage, 'locale' | 'time_zone'> {
  const { locale, timeZone: time_zone } = Intl.DateTimeFormat().resolvedOptions();
  return { locale: navigator.language || locale, time_zone };
}

/** What the chat asks of the local API. */
export class ChatClient {
  readonly #api: ApiClient;

  constructor(api: ApiClient) {
    this.#api = api;
  }

  conversation(id: string): Promise<Conversation> {
    return this.#api.get(`/conversations/${id}`);
  }

  create(settings: ChatSettingsChange): Promise<Conversation> {
    return this.#api.post('/conversations', { settings });
  }

  /** The newest page, or the one before a message. */
  messages(id: string, before?: string, limit = PAGE): Promise<MessageList> {
    const query = before === undefined ? '' : `&before=${before}`;
    return this.#api.get(`/conversations/${id}/messages?limit=${limit}${query}`);
  }

  send(id: string, draft: Draft, more: Pick<SendMessage, 'edits' | 'parent_id'> = {}): Promise<MessageAccepted> {
    const attachments = draft.attachments.length === 0 ? {} : { attachments: draft.attachments };
    const body: SendMessage = {
      content: draft.content,
      ...place(),
      ...attachments,
      ...more,
    };
    return this.#api.post(`/conversations/${id}/messages`, body);
  }

  /** Sends a changed message; what was attached to it goes along again. */
  async edit(id: string, { message_id, attachments: before }: ChatMessage, content: string): Promise<MessageAccepted> {
    const attachments = await Promise.all(
      before.map(async ({ attachment_id, name, media_type }) => {
        const { text } = await this.#api.get<{ text: string }>(`/conversations/${id}/attachments/${attachment_id}`);
        return { name, media_type, text };
      }),
    );
    return this.send(id, { content, attachments }, { edits: message_id });
  }

  /** @param model asked this once; null for that of the settings. */
  regenerate(id: string, message_id: string, model: ChatSettings['model']): Promise<MessageAccepted> {
    const body: Regenerate = { ...place(), ...(model === null ? {} : { model }) };
    return this.#api.post(`/conversations/${id}/messages/${message_id}/regenerate`, body);
  }

  stop(id: string, message_id: string): Promise<unknown> {
    return this.#api.post(`/conversations/${id}/messages/${message_id}/stop`, {});
  }

  show(id: string, shown_message_id: string): Promise<Conversation> {
    return this.#api.patch(`/conversations/${id}`, { shown_message_id });
  }
}
