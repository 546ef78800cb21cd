import * as t from 'io-ts';
import { dictionary } from '../../codec/dictionary.ts';
import { jsonValue } from '../../codec/json-value.ts';
import { integer, oneOf, pattern, text } from '../../codec/refined.ts';
import { strict } from '../../codec/strict.ts';
import { errorBodyCodec } from '../../run/error-body.ts';
import { durationCodec, runIdCodec } from '../../run/event.ts';
import { timestampCodec } from '../../task-graph/identifiers.ts';
import { chatSettingsChangeCodec, chosenModelCodec } from './settings.ts';

const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);
const count = integer('Count', 0);
const id = (name: string) => pattern(name, /^[A-Za-z0-9_-]{8,64}$/, '8 to 64 of A-Z a-z 0-9 _ -');
export const conversationIdCodec = id('ConversationId');
export const messageIdCodec = id('MessageId');

/** A conversation without its messages. */
export const conversationCodec = strict('Conversation', {
  conversation_id: conversationIdCodec,
  title: text('Title', 200),
  created_at: timestampCodec,
  updated_at: timestampCodec,
  message_count: count,
  /** What differs from the default settings. */
  settings: chatSettingsChangeCodec,
  /** True while an answer in it is being made. */
  answering: t.boolean,
});
export type Conversation = t.TypeOf<typeof conversationCodec>;

/** Where the work of an answer was done; what the badge shows. `none` while it is not known or when nothing answered. */
export const ANSWER_PATHS = ['none', 'deterministic', 'model', 'hybrid', 'reused'] as const;
export const ANSWER_STATES = ['planning', 'running', 'complete', 'failed', 'cancelled', 'interrupted'] as const;

export const planNoteCodec = strict('PlanNote', {
  code: text('NoteCode', 64, 1),
  message: text('NoteMessage', 2000),
  details: dictionary(text('Name', 128, 1), jsonValue),
});

/** How quickly an answer was generated, summed over the calls that gave tokens. */
export const generationCodec = strict('Generation', {
  /** Of the first such call: from asking to its first token. */
  time_to_first_token_ms: durationCodec,
  /** Tokens after the first one of each call, and the time that they took. */
  tokens: count,
  duration_ms: durationCodec,
});
export type Generation = t.TypeOf<typeof generationCodec>;

/** How an answer came about. */
export const answerCodec = strict(
  'Answer',
  {
    state: oneOf('AnswerState', ANSWER_STATES),
    path: oneOf('AnswerPath', ANSWER_PATHS),
    /** The run behind it; null before it has one, and for answers that were imported. */
    run_id: nullable(runIdCodec),
    model_id: nullable(text('ModelId', 512)),
    model_calls: count,
    tokens_in: count,
    tokens_out: count,
    /** Prompt tokens that a model would have read, had everything been sent to it; `exact` when its tokenizer counted. */
    tokens_avoided: count,
    tokens_avoided_exact: t.boolean,
    duration_ms: durationCodec,
    thinking: t.string,
    notes: t.readonlyArray(planNoteCodec),
    error: nullable(errorBodyCodec),
  },
  {
    /** Runs that came before the one behind it: a model's planning, and a plan that failed. Their calls and tokens are counted in. */
    earlier_run_ids: t.readonlyArray(runIdCodec),
    /** A model elsewhere, which the user had allowed, was asked: what was said has left this computer. Absent is no. */
    remote: t.boolean,
    /** Absent where no model was asked, and in answers of versions that did not measure it. */
    generation: generationCodec,
  },
);
export type Answer = t.TypeOf<typeof answerCodec>;

/** An attachment as a message shows it; its text is behind `GET /conversations/{id}/attachments/{attachment_id}`. */
export const attachmentCodec = strict('Attachment', {
  attachment_id: id('AttachmentId'),
  name: text('FileName', 255, 1),
  media_type: text('MediaType', 127, 1),
  bytes: count,
});
export type Attachment = t.TypeOf<typeof attachmentCodec>;

/** Answer to `GET /conversations/{id}/attachments/{attachment_id}`. */
export const attachmentTextCodec = strict('AttachmentText', {
  name: text('FileName', 255, 1),
  media_type: text('MediaType', 127, 1),
  text: t.string,
});
export type AttachmentText = t.TypeOf<typeof attachmentTextCodec>;

/** One message on the branch of the conversation that is shown. */
export const chatMessageCodec = strict('ChatMessage', {
  message_id: messageIdCodec,
  parent_id: nullable(messageIdCodec),
  role: oneOf('ChatRole', ['user', 'assistant']),
  /** Markdown. What has come so far while the answer is made. */
  content: t.string,
  created_at: timestampCodec,
  attachments: t.readonlyArray(attachmentCodec),
  /** For assistant messages; null for the user's. */
  answer: nullable(answerCodec),
  /** The message and those beside it (edits, regenerated answers), oldest first. */
  siblings: t.readonlyArray(messageIdCodec),
});
export type ChatMessage = t.TypeOf<typeof chatMessageCodec>;

/** Answer to `GET /conversations`. `next_before` is what the next page is asked with. */
export const conversationListCodec = strict('ConversationList', {
  conversations: t.readonlyArray(conversationCodec),
  next_before: nullable(text('Cursor', 128)),
});
export type ConversationList = t.TypeOf<typeof conversationListCodec>;

/** Answer to `GET /conversations/{id}/messages`: the shown branch, oldest first, ending with the newest or before `before`. */
export const messageListCodec = strict('MessageList', {
  messages: t.readonlyArray(chatMessageCodec),
  /** Id to ask the page before this one with; null when this page begins the conversation. */
  next_before: nullable(messageIdCodec),
});
export type MessageList = t.TypeOf<typeof messageListCodec>;

/** Answer to `GET /conversations/search?query=`. `snippet` marks hits with U+E000 and U+E001, never with markup. */
export const searchResultsCodec = strict('SearchResults', {
  results: t.readonlyArray(
    strict('SearchResult', {
      conversation_id: conversationIdCodec,
      title: t.string,
      message_id: nullable(messageIdCodec),
      snippet: t.string,
      created_at: timestampCodec,
    }),
  ),
});
export type SearchResults = t.TypeOf<typeof searchResultsCodec>;

const name = { title: text('Title', 200, 1), settings: chatSettingsChangeCodec };
export const createConversationCodec = strict('CreateConversation', {}, name);
export const changeConversationCodec = strict(
  'ChangeConversation',
  {},
  {
    ...name,
    /** Shows the branch that ends with this message, or goes through it. */ shown_message_id: messageIdCodec,
  },
);

/** Body of `POST /conversations/{id}/messages`. */
export const sendMessageCodec = strict(
  'SendMessage',
  {
    content: text('MessageText', 2_000_000),
    locale: text('Locale', 64, 1),
    time_zone: text('TimeZone', 64, 1),
  },
  {
    attachments: t.readonlyArray(
      strict('NewAttachment', {
        name: text('FileName', 255, 1),
        media_type: text('MediaType', 127, 1),
        text: text('AttachmentText', 4_000_000),
      }),
    ),
    /** The message that this one follows; null makes a new beginning. Absent: the last one shown. */
    parent_id: nullable(messageIdCodec),
    /** Replaces this message of the user: the new one stands beside it, the old branch is kept. */
    edits: messageIdCodec,
  },
);
export type SendMessage = t.TypeOf<typeof sendMessageCodec>;

/** Answer to `POST …/messages` and `POST …/messages/{id}/regenerate`: what now stands in the conversation. */
export const messageAcceptedCodec = strict('MessageAccepted', {
  user: chatMessageCodec,
  answer: chatMessageCodec,
});
export type MessageAccepted = t.TypeOf<typeof messageAcceptedCodec>;

const place = { locale: text('Locale', 64, 1), time_zone: text('TimeZone', 64, 1) };

/**
 * Body of `POST …/messages/{id}/regenerate`: where the answer is wanted, as in `SendMessage`; absent is English and UTC. `model` is
 * asked this once, whatever the settings say.
 */
export const regenerateCodec = strict('Regenerate', {}, { ...place, model: chosenModelCodec });
export type Regenerate = t.TypeOf<typeof regenerateCodec>;

/** Body of `POST /conversations/export`. Without ids, everything. */
export const exportRequestCodec = strict(
  'ExportConversations',
  { format: oneOf('ExportFormat', ['json', 'markdown']) },
  { conversation_ids: t.readonlyArray(conversationIdCodec) },
);

/**
 * The last event of the answer to it, `exported`: the file that now lies in the exports folder of the data root. Before it, events
 * named `part` give the same text piece by piece, each a `ExportedPart`.
 */
export const exportedCodec = strict('ExportedConversations', {
  file_name: text('FileName', 255, 1),
  media_type: text('MediaType', 127, 1),
  /** Of the whole text in UTF-8. */
  bytes: count,
  conversations: count,
});
export type ExportedConversations = t.TypeOf<typeof exportedCodec>;

/** A piece of an export, in its order. */
export type ExportedPart = { readonly text: string };

/** Body of `POST /conversations/import`: the text of an export of KORA Studio, or of ChatGPT's conversations.json. */
export const importRequestCodec = strict('ImportConversations', { content: text('ImportText', 250_000_000, 1) });

/** Answer to it. What was skipped says why; importing runs nothing and replaces nothing. */
export const importedCodec = strict('ImportedConversations', {
  imported: t.readonlyArray(conversationIdCodec),
  skipped: t.readonlyArray(strict('SkippedConversation', { title: t.string, reason: t.string })),
});
export type ImportedConversations = t.TypeOf<typeof importedCodec>;

/** Body of `DELETE /conversations` and `DELETE /local-data`, so that neither happens by a slip. */
export const confirmDeleteCodec = strict('ConfirmDelete', { confirm: oneOf('Confirmation', ['delete']) });

/** Body of `DELETE /conversations/{id}`: with it, nothing can be restored. */
export const deleteConversationCodec = strict('DeleteConversation', {}, { confirm: oneOf('Confirmation', ['delete']) });

/** Answer to `DELETE /local-data`. */
export const localDataRemovedCodec = strict('LocalDataRemoved', { removed_runs: count });
export type LocalDataRemoved = t.TypeOf<typeof localDataRemovedCodec>;
