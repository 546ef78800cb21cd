import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedConversations, ExportedPart } from '@kora/contracts';
import { newId } from '../store/new-id.ts';
import type { ExportFile, ExportStep } from './export-conversations.ts';

/** What whoever asked for an export is told. */
export type ExportEvent =
  | { readonly event: 'part'; readonly data: ExportedPart }
  | { readonly event: 'exported'; readonly data: ExportedConversations };

/**
 * Writes an export into a folder while it is made, and hands its parts on. The file has its name when it is complete; when nobody
 * listens any more, or the disk is full, nothing of it stays.
 */
export async function* keepExport(
  steps: AsyncIterable<ExportStep>,
  { file_name, media_type }: Pick<ExportFile, 'file_name' | 'media_type'>,
  folder: string,
): AsyncGenerator<ExportEvent> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, file_name);
  const partial = `${path}.${newId('part')}.partial`;
  let bytes = 0;
  let conversations = 0;
  let complete = false;
  try {
    await using file = await open(partial, 'w', 0o600);
    for await (const { text, conversations: more } of steps) {
      await file.appendFile(text);
      bytes += Buffer.byteLength(text);
      conversations += more;
      yield { event: 'part', data: { text } };
    }
    complete = true;
  } finally {
    if (!complete) await rm(partial, { force: true });
  }
  await rename(partial, path);
  yield { event: 'exported', data: { file_name, media_type, bytes, conversations } };
}
