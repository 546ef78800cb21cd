import { answerCodec, chatSettingsChangeCodec, integer, oneOf, strict, text, timestampCodec } from '@kora/contracts';
import * as t from 'io-ts';

const localId = text('LocalId', 200, 1);

/** A message in a file: its id means something only inside its conversation. */
const portableMessageCodec = strict('PortableMessage', {
  id: localId,
  parent_id: t.union([localId, t.null]),
  role: oneOf('Role', ['user', 'assistant']),
  content: t.string,
  created_at: timestampCodec,
  answer: t.union([answerCodec, t.null]),
  attachments: t.readonlyArray(
    strict('PortableAttachment', {
      name: text('FileName', 255, 1),
      media_type: text('MediaType', 127, 1),
      text: t.string,
    }),
  ),
});
export type PortableMessage = t.TypeOf<typeof portableMessageCodec>;

/** A conversation in a file. Parents come before their children. */
export const portableConversationCodec = strict('PortableConversation', {
  title: text('Title', 200),
  created_at: timestampCodec,
  settings: chatSettingsChangeCodec,
  /** The message that the shown branch ends with. */
  shown: t.union([localId, t.null]),
  messages: t.readonlyArray(portableMessageCodec),
});
export type PortableConversation = t.TypeOf<typeof portableConversationCodec>;

export const PORTABLE_FORMAT = 'kora-conversations';
export const PORTABLE_VERSION = 1;

/** The head of a file; its conversations are decoded one by one, so that one bad one spoils nothing else. */
export const portableFileCodec = strict('PortableFile', {
  format: oneOf('Format', [PORTABLE_FORMAT]),
  version: integer('Version', PORTABLE_VERSION, PORTABLE_VERSION),
  exported_at: timestampCodec,
  conversations: t.readonlyArray(t.unknown),
});

/** Messages that one conversation of a file may have. */
export const MOST_MESSAGES = 100_000;
