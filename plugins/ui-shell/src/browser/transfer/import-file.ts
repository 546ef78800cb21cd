import type { ImportedConversations } from '@kora/contracts';
import { type ApiClient, ApiError } from '@kora/plugin-sdk/ui';
import { ConversationSplitter } from './conversation-splitter.ts';

/** Characters that go to Studio at once: little enough that nobody else waits for them. */
const BATCH = 750_000;

const REFUSED: ReadonlySet<string> = new Set(['VALIDATION_ERROR', 'PAYLOAD_TOO_LARGE']);

/** How far an import has come. */
export interface ImportProgress {
  readonly read_bytes: number;
  readonly total_bytes: number;
  readonly imported: number;
  readonly skipped: ImportedConversations['skipped'];
}

/** What an import needs of its surroundings. */
export interface ImportTools {
  readonly api: Pick<ApiClient, 'post'>;
  readonly signal: AbortSignal;
  progress(progress: ImportProgress): void;
}

const UNKNOWN =
  'This is no file with conversations. Choose an export of KORA Studio (JSON), or conversations.json of a ChatGPT export.';

/**
 * Imports a file of any size, a few conversations at a time, and holds no more of it than that. What has come in stays when it is
 * stopped or the file turns out to be damaged.
 * @throws Error with a sentence for people; the signal's reason when it was stopped
 */
export async function importFile(file: Blob, { api, signal, progress }: ImportTools): Promise<ImportProgress> {
  const splitter = new ConversationSplitter();
  let state: ImportProgress = { read_bytes: 0, total_bytes: file.size, imported: 0, skipped: [] };
  let batch: string[] = [];
  let characters = 0;
  const post = async (items: readonly string[]): Promise<void> => {
    const { before = '', after = '' } = splitter.wrapping ?? {};
    try {
      const content = before + items.join(',') + after;
      const answer = await api.post<ImportedConversations>('/conversations/import', { content }, signal);
      const skipped = [...state.skipped, ...answer.skipped];
      state = { ...state, imported: state.imported + answer.imported.length, skipped };
    } catch (error) {
      // One that is too large, or no JSON, keeps no other from coming in.
      if (!(error instanceof ApiError) || !REFUSED.has(error.body.error_type)) throw error;
      if (items.length > 1) for (const item of items) await post([item]);
      else state = { ...state, skipped: [...state.skipped, { title: '', reason: error.message }] };
    }
  };
  const send = async () => {
    await post(batch);
    progress(state);
    batch = [];
    characters = 0;
  };
  const reader = file.stream().getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      signal.throwIfAborted();
      state = { ...state, read_bytes: state.read_bytes + part.value.byteLength };
      for (const item of splitter.push(decoder.decode(part.value, { stream: true }))) {
        if (characters > 0 && characters + item.length > BATCH) await send();
        batch.push(item);
        characters += item.length;
      }
    }
    if (splitter.wrapping === null) throw new Error(UNKNOWN);
    if (batch.length > 0) await send();
  } catch (error) {
    if (error instanceof TypeError) throw new Error('This file is not text in UTF-8.', { cause: error });
    throw error;
  } finally {
    await reader.cancel();
  }
  if (!splitter.complete)
    throw new Error(`The file ends in the middle. ${state.imported} conversations before that were imported.`);
  return state;
}
