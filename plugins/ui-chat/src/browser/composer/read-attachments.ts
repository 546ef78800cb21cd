import { formatBytes } from '@kora/plugin-sdk/ui';

/** A file that will go along with a message. */
export interface PendingAttachment {
  readonly name: string;
  readonly media_type: string;
  readonly text: string;
}

/** Most files in one message, and most characters in one file. */
export const ATTACHMENT_LIMITS = { files: 10, characters: 4_000_000 } as const;

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  ndjson: 'application/x-ndjson',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  md: 'text/markdown',
  txt: 'text/plain',
  log: 'text/plain',
};

/** For the dialog that picks files. */
export const ACCEPTED = Object.keys(TYPES)
  .map((extension) => `.${extension}`)
  .concat('text/*')
  .join(',');

/** The media type of a file by its name, or by what the browser says of it; null when it is no text that can be attached. */
export function mediaTypeOf({ name, type }: { readonly name: string; readonly type: string }): string | null {
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  if (Object.hasOwn(TYPES, extension)) return TYPES[extension] ?? null;
  const plain = type.split(';')[0]?.trim() ?? '';
  return plain.startsWith('text/') || plain === 'application/json' ? plain : null;
}

async function readFile(file: File): Promise<PendingAttachment | string> {
  const media_type = mediaTypeOf(file);
  const name = file.name.slice(-255) || 'pasted.txt';
  if (media_type === null) return `${name} was not attached: only CSV, JSON, YAML, Markdown and plain text can be.`;
  if (file.size > ATTACHMENT_LIMITS.characters * 4)
    return `${name} was not attached: it has ${formatBytes(file.size)}, and the limit is ${formatBytes(ATTACHMENT_LIMITS.characters)}.`;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    if (text.length > ATTACHMENT_LIMITS.characters)
      return `${name} was not attached: it has ${text.length.toLocaleString('en')} characters, and the limit is ${ATTACHMENT_LIMITS.characters.toLocaleString('en')}.`;
    return { name, media_type, text };
  } catch {
    return `${name} was not attached: it is not text in UTF-8. Save it as UTF-8 and try again.`;
  }
}

/** Reads files as attachments; what cannot be one is told in a sentence for a person. */
export async function readAttachments(
  files: Iterable<File>,
  present: number,
): Promise<{ readonly attachments: readonly PendingAttachment[]; readonly problems: readonly string[] }> {
  const all = [...files];
  const room = ATTACHMENT_LIMITS.files - present;
  const read = await Promise.all(all.slice(0, Math.max(0, room)).map(readFile));
  const problems = read.filter((result) => typeof result === 'string');
  const left = all.length - Math.max(0, room);
  if (left > 0)
    problems.push(`A message takes ${ATTACHMENT_LIMITS.files} files; ${left} ${left === 1 ? 'was' : 'were'} left out.`);
  return { attachments: read.filter((result) => typeof result !== 'string'), problems };
}
