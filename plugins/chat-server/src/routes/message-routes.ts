import {
  attachmentTextCodec,
  type ChatEvent,
  chatMessageCodec,
  jsonSchemaOf,
  messageAcceptedCodec,
  messageListCodec,
  type Route,
  regenerateCodec,
  sendMessageCodec,
} from '@kora/contracts';
import { decodeRequest } from '../errors.ts';
import { decodeMessagesQuery } from './query.ts';
import type { Rooms } from './rooms.ts';

const ONE = '/conversations/:conversation_id';
const MESSAGE = `${ONE}/messages/:message_id`;

async function* named(events: AsyncIterable<ChatEvent>) {
  for await (const data of events) yield { event: data.type, data };
}

function readRoutes({ conversations, messages, answering }: Rooms): readonly Route[] {
  return [
    {
      method: 'GET',
      path: `${ONE}/messages`,
      summary:
        'The branch that is shown, oldest first, from its end. Query: limit (1 to 200), before (next_before of a page).',
      request_schema: null,
      response_schema: jsonSchemaOf(messageListCodec),
      handle: async ({ params, query }) => {
        const conversation_id = params.conversation_id ?? '';
        const { limit, before } = decodeMessagesQuery(query);
        const leaf = conversations.shownLeaf(conversation_id);
        const end = before === null ? leaf : messages.get(conversation_id, before).parent_id;
        const page = await messages.branch(conversation_id, end, limit);
        const first = page[0];
        const next_before = first === undefined || first.parent_id === null ? null : first.message_id;
        return { status: 200, body: { messages: page, next_before } };
      },
    },
    {
      method: 'GET',
      path: `${ONE}/events`,
      summary: 'Follows a conversation: events named message, delta, restart, progress and conversation.',
      request_schema: null,
      response_schema: null,
      handle: async ({ params }, signal) => ({
        status: 200,
        events: named(answering.events(params.conversation_id ?? '', signal)),
      }),
    },
    {
      method: 'GET',
      path: `${ONE}/attachments/:attachment_id`,
      summary: 'The text of an attachment.',
      request_schema: null,
      response_schema: jsonSchemaOf(attachmentTextCodec),
      handle: async ({ params }) => {
        const { conversation_id } = conversations.get(params.conversation_id ?? '');
        const attachment = messages.attachment(conversation_id, params.attachment_id ?? '');
        return { status: 200, body: { ...attachment } };
      },
    },
  ];
}

function answerRoutes({ answering }: Rooms): readonly Route[] {
  return [
    {
      method: 'POST',
      path: `${ONE}/messages`,
      summary: 'Says something. The answer is made whether or not anybody waits; its events tell how far it is.',
      request_schema: jsonSchemaOf(sendMessageCodec),
      response_schema: jsonSchemaOf(messageAcceptedCodec),
      handle: async ({ params, body }) => {
        const message = decodeRequest(sendMessageCodec, body);
        return { status: 202, body: { ...answering.send(params.conversation_id ?? '', message) } };
      },
    },
    {
      method: 'POST',
      path: `${MESSAGE}/regenerate`,
      summary: 'Makes another answer beside this one, afresh.',
      request_schema: jsonSchemaOf(regenerateCodec),
      response_schema: jsonSchemaOf(messageAcceptedCodec),
      handle: async ({ params, body }) => {
        const { locale = 'en', time_zone = 'UTC', model = null } = decodeRequest(regenerateCodec, body ?? {});
        const { conversation_id = '', message_id = '' } = params;
        return {
          status: 202,
          body: { ...answering.regenerate(conversation_id, message_id, { locale, time_zone }, model) },
        };
      },
    },
    {
      method: 'POST',
      path: `${MESSAGE}/stop`,
      summary: "Stops an answer in the model's runtime, and says how it ended.",
      request_schema: null,
      response_schema: jsonSchemaOf(chatMessageCodec),
      handle: async ({ params }) => {
        const { conversation_id = '', message_id = '' } = params;
        return { status: 200, body: { ...(await answering.stop(conversation_id, message_id)) } };
      },
    },
  ];
}

/** `/conversations/{id}/messages`, their events and attachments. */
export const messageRoutes = (rooms: Rooms): readonly Route[] => [...readRoutes(rooms), ...answerRoutes(rooms)];
