import { isRecord } from '@kora/contracts';
import { MOST_MESSAGES, type PortableConversation, type PortableMessage } from './portable.ts';

/** A conversation of ChatGPT's `conversations.json` has a tree of nodes under `mapping`. */
export function isChatGptConversation(value: unknown): boolean {
  return isRecord(value) && isRecord(value.mapping);
}

function timeOf(seconds: unknown, otherwise: string): string {
  const time = typeof seconds === 'number' ? new Date(seconds * 1000) : new Date(Number.NaN);
  const [year] = Number.isNaN(time.getTime()) ? [0] : [time.getUTCFullYear()];
  return year >= 1970 && year <= 9999 ? time.toISOString() : otherwise;
}

/** What parts without words are called. */
const PARTS: Readonly<Record<string, string>> = {
  image_asset_pointer: 'a picture',
  audio_asset_pointer: 'a recording',
  video_container_asset_pointer: 'a video',
};

/** Whether people ever saw a message: not what was said to a tool, and not what ChatGPT itself hides. */
function isShown({ recipient, metadata }: Readonly<Record<string, unknown>>): boolean {
  const hidden = isRecord(metadata) && metadata.is_visually_hidden_from_conversation === true;
  return !hidden && (typeof recipient !== 'string' || recipient === 'all');
}

/** The words of a message: its text parts. Pictures and the like are named, because they are not in the file. */
function contentOf(content: unknown): string {
  if (!isRecord(content)) return '';
  if (typeof content.text === 'string') return content.text;
  const parts = Array.isArray(content.parts) ? content.parts : [];
  return parts
    .map((part: unknown) => {
      if (typeof part === 'string') return part;
      if (!isRecord(part)) return '';
      if (typeof part.text === 'string') return part.text;
      const type = typeof part.content_type === 'string' ? part.content_type : '';
      return `*(${PARTS[type] ?? 'an attachment'}, not imported)*`;
    })
    .filter((part) => part !== '')
    .join('\n\n');
}

function messageOf(node: unknown, otherwise: string): Pick<PortableMessage, 'role' | 'content' | 'created_at'> | null {
  const message = isRecord(node) && isRecord(node.message) ? node.message : null;
  const role = message !== null && isRecord(message.author) ? message.author.role : null;
  if (message === null || !isShown(message) || (role !== 'user' && role !== 'assistant')) return null;
  const content = contentOf(message.content).toWellFormed();
  return content.trim() === '' ? null : { role, content, created_at: timeOf(message.create_time, otherwise) };
}

/**
 * Reads one conversation of ChatGPT's export. Nodes without words (system, tools, empty ones) are left out, and what followed
 * them follows what was before them. @returns a sentence about what is wrong when it cannot be read
 */
export function fromChatGpt(value: unknown, now: string): PortableConversation | string {
  const mapping = isRecord(value) && isRecord(value.mapping) ? value.mapping : {};
  const nodes = new Map(Object.entries(mapping));
  if (nodes.size > MOST_MESSAGES) return `it has more than ${MOST_MESSAGES} messages`;
  const created_at = timeOf(isRecord(value) ? value.create_time : null, now);
  const messages: PortableMessage[] = [];
  /** By node: the kept message at or above it; absent while it has not been visited. */
  const kept = new Map<string, string | null>();
  const parentOf = (id: string) => {
    const node = nodes.get(id);
    return isRecord(node) && typeof node.parent === 'string' && nodes.has(node.parent) ? node.parent : null;
  };
  for (const start of nodes.keys()) {
    // Up to what is known already, then down again: parents come first, however the file is ordered.
    const climb: string[] = [];
    const seen = new Set<string>();
    for (let id: string | null = start; id !== null && !kept.has(id); id = parentOf(id)) {
      if (seen.has(id)) return 'its messages follow each other in a circle';
      seen.add(id);
      climb.push(id);
    }
    for (const id of climb.reverse()) {
      const parent = parentOf(id);
      const above = parent === null ? null : (kept.get(parent) ?? null);
      const message = messageOf(nodes.get(id), created_at);
      kept.set(id, message === null ? above : id);
      if (message !== null) messages.push({ id, parent_id: above, ...message, answer: null, attachments: [] });
    }
  }
  const current = isRecord(value) && typeof value.current_node === 'string' ? value.current_node : '';
  const title = isRecord(value) && typeof value.title === 'string' ? value.title.toWellFormed().slice(0, 200) : '';
  return {
    title: title.toWellFormed(),
    created_at,
    settings: {},
    shown: kept.get(current) ?? messages.at(-1)?.id ?? null,
    messages,
  };
}
