import {
  changeConversationCodec,
  confirmDeleteCodec,
  conversationCodec,
  conversationListCodec,
  createConversationCodec,
  deleteConversationCodec,
  jsonSchemaOf,
  type Route,
  searchResultsCodec,
} from '@kora/contracts';
import { decodeRequest } from '../errors.ts';
import { searchConversations } from '../store/search/search-conversations.ts';
import { decodeListQuery, decodeSearchQuery } from './query.ts';
import type { Rooms } from './rooms.ts';

const ONE = '/conversations/:conversation_id';

function listRoutes(rooms: Rooms): readonly Route[] {
  const { conversations, database, answering, bin } = rooms;
  return [
    {
      method: 'GET',
      path: '/conversations',
      summary: 'Lists conversations, the last changed first. Query: limit (1 to 200), before (next_before of a page).',
      request_schema: null,
      response_schema: jsonSchemaOf(conversationListCodec),
      handle: async ({ query }) => {
        const { limit, before } = decodeListQuery(query);
        answering.prepare();
        return { status: 200, body: conversations.list(limit, before) };
      },
    },
    {
      method: 'POST',
      path: '/conversations',
      summary: 'Begins a conversation.',
      request_schema: jsonSchemaOf(createConversationCodec),
      response_schema: jsonSchemaOf(conversationCodec),
      handle: async ({ body }) => ({
        status: 201,
        body: conversations.create(decodeRequest(createConversationCodec, body ?? {})),
      }),
    },
    {
      method: 'DELETE',
      path: '/conversations',
      summary: 'Deletes all conversations with their attachments, and what is kept of the runs behind their answers.',
      request_schema: jsonSchemaOf(confirmDeleteCodec),
      response_schema: null,
      handle: async ({ body }) => {
        decodeRequest(confirmDeleteCodec, body);
        await answering.settle();
        await bin.removeAll();
        return { status: 204, body: null };
      },
    },
    {
      method: 'GET',
      path: '/conversations/search',
      summary: 'Finds words in titles and messages. Query: query, limit (1 to 200).',
      request_schema: null,
      response_schema: jsonSchemaOf(searchResultsCodec),
      handle: async ({ query }) => {
        const { words, limit } = decodeSearchQuery(query);
        return { status: 200, body: await searchConversations(database, words, limit) };
      },
    },
  ];
}

function oneRoutes(rooms: Rooms): readonly Route[] {
  const { conversations, messages, answering, bin } = rooms;
  return [
    {
      method: 'GET',
      path: ONE,
      summary: 'Describes a conversation.',
      request_schema: null,
      response_schema: jsonSchemaOf(conversationCodec),
      handle: async ({ params }) => ({ status: 200, body: conversations.get(params.conversation_id ?? '') }),
    },
    {
      method: 'PATCH',
      path: ONE,
      summary: 'Renames a conversation, changes its settings, or shows another branch of it.',
      request_schema: jsonSchemaOf(changeConversationCodec),
      response_schema: jsonSchemaOf(conversationCodec),
      handle: async ({ params, body }) => {
        const conversation_id = params.conversation_id ?? '';
        const change = decodeRequest(changeConversationCodec, body);
        const { shown_message_id: shown } = change;
        if (shown !== undefined) {
          messages.get(conversation_id, shown);
          conversations.show(conversation_id, messages.newestLeaf(shown));
        }
        const changed = conversations.change(conversation_id, change);
        answering.announce(conversation_id);
        return { status: 200, body: changed };
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      summary:
        'Deletes a conversation with its attachments and runs, after stopping what is made in it. For 30 seconds it can be restored; with {"confirm": "delete"} it is gone at once.',
      request_schema: jsonSchemaOf(deleteConversationCodec),
      response_schema: null,
      handle: async ({ params, body }) => {
        const conversation_id = params.conversation_id ?? '';
        const { confirm } = decodeRequest(deleteConversationCodec, body ?? {});
        conversations.get(conversation_id);
        await answering.settle(conversation_id);
        if (confirm === undefined) await bin.put(conversation_id);
        else await bin.remove(conversation_id);
        return { status: 204, body: null };
      },
    },
    {
      method: 'POST',
      path: `${ONE}/restore`,
      summary: 'Brings back a conversation that was deleted less than 30 seconds ago.',
      request_schema: null,
      response_schema: jsonSchemaOf(conversationCodec),
      handle: async ({ params }) => ({ status: 200, body: bin.restore(params.conversation_id ?? '') }),
    },
  ];
}

/** `/conversations` and `/conversations/{id}`. */
export const conversationRoutes = (rooms: Rooms): readonly Route[] => [...listRoutes(rooms), ...oneRoutes(rooms)];
