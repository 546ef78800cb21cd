import { exportRequestCodec, importedCodec, importRequestCodec, jsonSchemaOf, type Route } from '@kora/contracts';
import { decodeRequest } from '../errors.ts';
import { exportConversations, exportFile } from '../transfer/export-conversations.ts';
import { importConversations } from '../transfer/import-conversations.ts';
import { keepExport } from '../transfer/keep-export.ts';
import type { Rooms } from './rooms.ts';

/** Conversations out of Studio and into it. */
export function transferRoutes(rooms: Rooms): readonly Route[] {
  const { database, conversations, clock, exportsFolder } = rooms;
  return [
    {
      method: 'POST',
      path: '/conversations/export',
      summary:
        'Writes conversations as JSON (every branch) or Markdown (what is shown) to the exports folder: events named part, which give the text, and exported, which names the file.',
      request_schema: jsonSchemaOf(exportRequestCodec),
      response_schema: null,
      handle: async ({ body }) => {
        const { format, conversation_ids } = decodeRequest(exportRequestCodec, body);
        for (const id of conversation_ids ?? []) conversations.get(id);
        const ids = conversation_ids ?? conversations.ids();
        const file = exportFile(format, clock.now());
        return { status: 200, events: keepExport(exportConversations(rooms, ids, file), file, exportsFolder) };
      },
    },
    {
      method: 'POST',
      path: '/conversations/import',
      summary:
        "Adds the conversations of an export of KORA Studio, or of ChatGPT's conversations.json. Replaces nothing.",
      request_schema: jsonSchemaOf(importRequestCodec),
      response_schema: jsonSchemaOf(importedCodec),
      handle: async ({ body }) => {
        const { content } = decodeRequest(importRequestCodec, body);
        return { status: 200, body: await importConversations(database, rooms, content, clock.now()) };
      },
    },
  ];
}
