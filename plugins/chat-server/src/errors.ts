import { decode, type Issue, type Json } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';
import type * as t from 'io-ts';

type Ids = { conversation_id: string; message_id: string };

/** The errors of conversations. Nothing of what was said is quoted in them. */
export const conversationErrors = defineErrors({
  KORA_CHAT_BAD_REQUEST: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The request was refused: ${d.issues.length} of its fields are wrong. details.issues names each; GET /openapi.json describes them.`,
  },
  KORA_CHAT_CONVERSATION_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: (d: { conversation_id: string }) =>
      `There is no conversation ${d.conversation_id.slice(0, 64)}. List them with GET /conversations.`,
  },
  KORA_CHAT_MESSAGE_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: (d: Ids) =>
      `There is no message ${d.message_id.slice(0, 64)} in conversation ${d.conversation_id.slice(0, 64)}. List them with GET /conversations/{id}/messages.`,
  },
  KORA_CHAT_ATTACHMENT_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: (d: { conversation_id: string; attachment_id: string }) =>
      `There is no attachment ${d.attachment_id.slice(0, 64)} in conversation ${d.conversation_id.slice(0, 64)}.`,
  },
  KORA_CHAT_WRONG_ROLE: {
    type: 'CONFLICT',
    message: (d: Ids & { expected: string }) =>
      `Message ${d.message_id} cannot be used for this: a message of the ${d.expected} is needed.`,
  },
  KORA_CHAT_ANSWERING: {
    type: 'CONFLICT',
    message: (d: { conversation_id: string }) =>
      `Conversation ${d.conversation_id} is being answered. Wait for the answer, or stop it first.`,
  },
  KORA_CHAT_NOT_ANSWERING: {
    type: 'CONFLICT',
    message: (d: Ids) => `Message ${d.message_id} is not being made; there is nothing to stop.`,
  },
  KORA_CHAT_NEEDS_MODEL: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { reason: string; next: 'get_model' | 'allow_model' }) => d.reason,
  },
  KORA_CHAT_CLOSED: {
    type: 'OVERLOADED',
    message: (_: { [key: string]: never }) => 'Studio is shutting down and makes no new answers. Start it again.',
  },
  KORA_CHAT_NOT_KEPT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) =>
      `It could not be kept: ${d.reason}. See that there is room for the data of Studio, and try again.`,
  },
  KORA_CHAT_IMPORT_UNREADABLE: {
    type: 'VALIDATION_ERROR',
    message: (d: { reason: string }) =>
      `Nothing was imported: ${d.reason}. Give an export of KORA Studio (JSON) or conversations.json of a ChatGPT export.`,
  },
  KORA_CHAT_DATABASE_UNUSABLE: {
    type: 'EXECUTION_FAILURE',
    message: (d: { path: string; reason: string }) =>
      `The conversations at ${d.path} cannot be opened: ${d.reason}. Move the file away to begin with none; it is left as it is.`,
  },
  KORA_CHAT_DATABASE_NEWER: {
    type: 'VERSION_MISMATCH',
    message: (d: { path: string; version: number; supported: number }) =>
      `The conversations at ${d.path} were written by a newer KORA Studio (version ${d.version} of the file, ${d.supported} is known here). Start that one, or move the file away.`,
  },
});

/** Issues as they go over the wire. */
export function issueDetails(issues: readonly Issue[]): readonly Json[] {
  return issues.map(({ path, code, message }) => ({ path, code, message }));
}

/** @throws KORA_CHAT_BAD_REQUEST with every issue. */
export function decodeRequest<A>(codec: t.Type<A>, value: unknown): A {
  const decoded = decode(codec, value);
  if (decoded._tag === 'Right') return decoded.right;
  throw conversationErrors.KORA_CHAT_BAD_REQUEST({ issues: issueDetails(decoded.left) });
}
