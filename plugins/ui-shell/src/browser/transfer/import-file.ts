import type { ImportedConversations } from '@kora/contracts';
import { type ApiClient, ApiError } from '@kora/plugin-sdk/ui';
import { ConversationSplitter } from './conversation-splitter.ts';
import { type ExportPart, partsOf } from './export-part.ts';

/** Characters that go to Studio at once: little enough that nobody else waits for them. */
const BATCH = 750_000;

/** Skipped conversations that are told one by one. */
const MOST_TOLD = 100;

const REFUSED: ReadonlySet<string> = new Set(['VALIDATION_ERROR', 'PAYLOAD_TOO_LARGE']);

/** How far an import has come. */
export interface ImportProgress {
  readonly read_bytes: number;
  readonly total_bytes: number;
  readonly imported: number;
  /** The first of them; an export of thousands that are all damaged must not fill the page. */
  readonly skipped: ImportedConversations['skipped'];
  readonly skipped_count: number;
}

/** What an import needs of its surroundings. */
export interface ImportTools {
  readonly api: Pick<ApiClient, 'post'>;
  readonly signal: AbortSignal;
  progress(progress: ImportProgress): void;
}

const UNKNOWN =
  'This is no file with conversations. Choose an export of KORA Studio (JSON), or of ChatGPT (the ZIP file, or conversations.json).';
const TOO_LONG = 'it is larger than Studio takes';
const NOTHING = { read_bytes: 0, imported: 0, skipped: [], skipped_count: 0 };

/** One import: what has come of it, and the conversations that wait to be sent together. */
class Import {
  state: ImportProgress;
  readonly #tools: ImportTools;
  #batch: string[] = [];
  #characters = 0;

  constructor(total_bytes: number, tools: ImportTools) {
    this.state = { ...NOTHING, total_bytes };
    this.#tools = tools;
  }

  /** Reads one file to its end. @throws Error with a sentence for people */
  async take(part: ExportPart): Promise<void> {
    const splitter = new ConversationSplitter();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const bytes of part.read(this.#tools.signal)) {
      this.state = { ...this.state, read_bytes: this.state.read_bytes + bytes.byteLength };
      for (const item of splitter.push(decoded(decoder, bytes))) {
        if (item === null) this.#skip([{ title: '', reason: TOO_LONG }]);
        else await this.#add(splitter, item);
      }
    }
    if (splitter.wrapping === null) throw new Error(UNKNOWN);
    if (this.#batch.length > 0) await this.#send(splitter);
    if (!splitter.complete)
      throw new Error(`The file ends in the middle. ${this.state.imported} conversations before that were imported.`);
  }

  async #add(splitter: ConversationSplitter, item: string): Promise<void> {
    if (this.#characters > 0 && this.#characters + item.length > BATCH) await this.#send(splitter);
    this.#batch.push(item);
    this.#characters += item.length;
  }

  async #send(splitter: ConversationSplitter): Promise<void> {
    this.#tools.signal.throwIfAborted();
    const batch = this.#batch;
    this.#batch = [];
    this.#characters = 0;
    await this.#post(splitter, batch);
    this.#tools.progress(this.state);
  }

  async #post(splitter: ConversationSplitter, items: readonly string[]): Promise<void> {
    const { before = '', after = '' } = splitter.wrapping ?? {};
    const { api, signal } = this.#tools;
    try {
      const content = before + items.join(',') + after;
      const { imported, skipped } = await api.post<ImportedConversations>('/conversations/import', { content }, signal);
      this.state = { ...this.state, imported: this.state.imported + imported.length };
      this.#skip(skipped);
    } catch (error) {
      // One that is too large, or no JSON, keeps no other from coming in.
      if (!(error instanceof ApiError) || !REFUSED.has(error.body.error_type)) throw error;
      if (items.length > 1) for (const item of items) await this.#post(splitter, [item]);
      else this.#skip([{ title: '', reason: error.message }]);
    }
  }

  #skip(more: ImportProgress['skipped']): void {
    const { skipped, skipped_count } = this.state;
    const told = [...skipped, ...more].slice(0, MOST_TOLD);
    this.state = { ...this.state, skipped: told, skipped_count: skipped_count + more.length };
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch (error) {
    throw new Error('This file is not text in UTF-8.', { cause: error });
  }
}

/**
 * Imports files of any size, a few conversations at a time, and holds no more of them than that: exports of Studio, and of ChatGPT as
 * the archive that people get or as what is in it. What has come in stays when it is stopped or a file turns out to be damaged.
 * @throws Error with a sentence for people; the signal's reason when it was stopped
 */
export async function importFiles(files: readonly Blob[], tools: ImportTools): Promise<ImportProgress> {
  const parts = (await Promise.all(files.map(partsOf))).flat();
  const all = new Import(
    parts.reduce((sum, { bytes }) => sum + bytes, 0),
    tools,
  );
  tools.progress(all.state);
  for (const part of parts) {
    try {
      await all.take(part);
    } catch (error) {
      tools.signal.throwIfAborted();
      if (parts.length === 1 || !(error instanceof Error) || error instanceof ApiError) throw error;
      throw new Error(`${part.name}: ${error.message}`, { cause: error });
    }
  }
  return all.state;
}
