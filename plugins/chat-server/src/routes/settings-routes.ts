import {
  chatSettingsChangeCodec,
  chatSettingsCodec,
  confirmDeleteCodec,
  jsonSchemaOf,
  localDataRemovedCodec,
  type Route,
} from '@kora/contracts';
import { decodeRequest } from '../errors.ts';
import type { Rooms } from './rooms.ts';

/** `/chat/settings`, and the way to leave nothing behind. */
export function settingsRoutes({ settings, conversations, answering, runs }: Rooms): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/chat/settings',
      summary: 'How messages are answered where a conversation does not say otherwise.',
      request_schema: null,
      response_schema: jsonSchemaOf(chatSettingsCodec),
      handle: async () => ({ status: 200, body: settings.read() }),
    },
    {
      method: 'PATCH',
      path: '/chat/settings',
      summary: 'Changes some of these settings. Budget and parameters are replaced whole.',
      request_schema: jsonSchemaOf(chatSettingsChangeCodec),
      response_schema: jsonSchemaOf(chatSettingsCodec),
      handle: async ({ body }) => ({
        status: 200,
        body: settings.change(decodeRequest(chatSettingsChangeCodec, body)),
      }),
    },
    {
      method: 'DELETE',
      path: '/local-data',
      summary: 'Deletes all conversations, attachments, and the telemetry and contents of all runs. Models stay.',
      request_schema: jsonSchemaOf(confirmDeleteCodec),
      response_schema: jsonSchemaOf(localDataRemovedCodec),
      handle: async ({ body }) => {
        decodeRequest(confirmDeleteCodec, body);
        await answering.settle();
        conversations.removeAll();
        return { status: 200, body: { removed_runs: await runs.removeAll() } };
      },
    },
  ];
}
