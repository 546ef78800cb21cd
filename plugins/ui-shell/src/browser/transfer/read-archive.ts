import { formatBytes } from '@kora/plugin-sdk/ui';
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ExportPart } from './export-part.ts';

/** What an archive may be before it is taken for an attack; the exports of the busiest people are far below. */
export const ARCHIVE_LIMITS = { files: 200_000, bytes: 8_000_000_000, ratio: 200, small_bytes: 50_000_000 } as const;

/** ChatGPT's `conversations.json`, or `conversations-000.json` and so on; Studio's own `conversations-<time>.json`. */
const CONVERSATIONS = /^conversations(?:-[\w-]+)?\.json$/i;

const DAMAGED = 'This ZIP file is damaged or incomplete. Download the export again.';
const NONE =
  'This ZIP file has no conversations in it. Choose the one that ChatGPT’s “Export data” sent you, or its conversations.json.';

/** Names are only compared, never used as a path. What macOS puts beside files begins with two signs of its own. */
function holdsConversations(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return CONVERSATIONS.test(name) && !path.startsWith('__MACOSX/');
}

/** What zip.js says of a file that it cannot read, as people understand it. */
function explained(error: unknown): Error {
  return new Error(DAMAGED, { cause: error });
}

async function* readEntry(entry: FileEntry, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const stop = new AbortController();
  const options = { signal: AbortSignal.any([signal, stop.signal]), useWebWorkers: false, checkSignature: true };
  /** Null when all was unpacked, and what went wrong otherwise; never rejects, so that it may go unheard. */
  const outcome = entry.getData(writable, options).then(
    () => null,
    (error: unknown) => error ?? new Error('unknown'),
  );
  const broken = async () => {
    const error = await outcome;
    return error === null ? new Promise<never>(() => undefined) : Promise.reject(error);
  };
  const reader = readable.getReader();
  const next = () => Promise.race([reader.read(), broken()]);
  let bytes = 0;
  try {
    for (let part = await next(); !part.done; part = await next()) {
      signal.throwIfAborted();
      bytes += part.value.byteLength;
      if (bytes > entry.uncompressedSize) throw new Error('it is larger than it says');
      yield part.value;
    }
    // Its checksum is known at its end only.
    const error = await outcome;
    if (error !== null) throw error;
  } catch (error) {
    signal.throwIfAborted();
    throw explained(error);
  } finally {
    stop.abort();
    await reader.cancel().catch(() => undefined);
  }
}

function assertHarmless(entries: readonly FileEntry[], packed: number): void {
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const most = Math.max(ARCHIVE_LIMITS.small_bytes, packed * ARCHIVE_LIMITS.ratio);
  if (bytes > Math.min(most, ARCHIVE_LIMITS.bytes))
    throw new Error(
      `This ZIP file of ${formatBytes(packed)} says that it unpacks to ${formatBytes(bytes)}. No export does; nothing was unpacked.`,
    );
  if (entries.some(({ encrypted }) => encrypted))
    throw new Error('This ZIP file is protected by a password. Unpack it, and choose its conversations.json.');
}

/**
 * The files with conversations of a ZIP archive, in the order of their names. Reads its directory only; a file is unpacked while
 * somebody reads it, and into nothing but memory.
 * @throws Error with a sentence for people
 */
export async function archiveParts(file: Blob): Promise<readonly ExportPart[]> {
  const archive = new ZipReader(new BlobReader(file));
  const entries: FileEntry[] = [];
  let files = 0;
  try {
    for await (const entry of archive.getEntriesGenerator()) {
      files++;
      if (files > ARCHIVE_LIMITS.files) break;
      if (!entry.directory && holdsConversations(entry.filename)) entries.push(entry);
    }
  } catch (error) {
    throw explained(error);
  }
  if (files > ARCHIVE_LIMITS.files)
    throw new Error(
      `This ZIP file has more than ${ARCHIVE_LIMITS.files} files. Choose its conversations.json instead.`,
    );
  if (entries.length === 0) throw new Error(NONE);
  assertHarmless(entries, file.size);
  return entries
    .sort((a, b) => (a.filename < b.filename ? -1 : 1))
    .map((entry) => ({
      name: entry.filename,
      bytes: entry.uncompressedSize,
      read: (signal) => readEntry(entry, signal),
    }));
}
