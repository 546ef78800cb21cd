import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exportedCodec,
  exportRequestCodec,
  importedCodec,
  importRequestCodec,
  jsonSchemaOf,
  type Route,
} from '@kora/contracts';
import { decodeRequest } from '../errors.ts';
import { exportConversations } from '../transfer/export-conversations.ts';
import { importConversations } from '../transfer/import-conversations.ts';
import type { Rooms } from './rooms.ts';

/** Conversations out of Studio and into it. */
export function transferRoutes(rooms: Rooms): readonly Route[] {
  const { database, conversations, clock, exportsFolder } = rooms;
  return [
    {
      method: 'POST',
      path: '/conversations/export',
      summary:
        'Writes conversations as JSON (every branch) or Markdown (what is shown) to the exports folder, and answers them.',
      request_schema: jsonSchemaOf(exportRequestCodec),
      response_schema: jsonSchemaOf(exportedCodec),
      handle: async ({ body }) => {
        const { format, conversation_ids } = decodeRequest(exportRequestCodec, body);
        for (const id of conversation_ids ?? []) conversations.get(id);
        const ids = conversation_ids ?? conversations.ids();
        const exported = await exportConversations(rooms, ids, format, clock.now());
        await mkdir(exportsFolder, { recursive: true, mode: 0o700 });
        await writeFile(join(exportsFolder, exported.file_name), exported.content, { mode: 0o600 });
        return { status: 200, body: exported };
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
