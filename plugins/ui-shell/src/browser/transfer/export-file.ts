import type { ErrorBody, ExportedConversations, ExportedPart } from '@kora/contracts';
import type { ApiClient } from '@kora/plugin-sdk/ui';

/** Gives a file to the browser's downloads. */
function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Parts that the page holds before it hands them to the browser, which keeps large blobs on the disk. */
const MOST_PARTS = 200;

/**
 * Exports conversations into the browser's downloads: all of them, or those that are named.
 * @throws ApiError; Error with a sentence for people where it ended in the middle
 */
export async function exportFile(
  api: Pick<ApiClient, 'stream'>,
  format: 'json' | 'markdown',
  conversation_ids?: readonly string[],
): Promise<ExportedConversations> {
  const wish = { format, ...(conversation_ids === undefined ? {} : { conversation_ids }) };
  let content = new Blob();
  let parts: string[] = [];
  const hand = () => {
    content = new Blob([content, ...parts]);
    parts = [];
  };
  for await (const { event, data } of api.stream('POST', '/conversations/export', undefined, wish)) {
    if (event === 'error') throw new Error((data as ErrorBody).message);
    if (event === 'part') parts.push((data as ExportedPart).text);
    if (parts.length >= MOST_PARTS) hand();
    if (event !== 'exported') continue;
    hand();
    const exported = data as ExportedConversations;
    save(new Blob([content], { type: exported.media_type }), exported.file_name);
    return exported;
  }
  throw new Error('The export ended before it was complete. Try again.');
}
