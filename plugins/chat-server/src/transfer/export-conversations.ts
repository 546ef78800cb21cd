import { setImmediate } from 'node:timers/promises';
import type { Conversation } from '@kora/contracts';
import type { ExportSource } from './export-source.ts';
import { jsonHead, writeJson } from './write-json.ts';
import { writeMarkdown } from './write-markdown.ts';

/** Characters of a part. Others get their turn between two parts; a longer message is a part of its own. */
const PART = 100_000;
/** Pieces that are put together before others get their turn, however short they are. */
const PIECES = 400;

/** A file that conversations are written into. */
export interface ExportFile {
  readonly file_name: string;
  readonly media_type: string;
  readonly before: string;
  readonly between: string;
  readonly after: string;
  write(source: ExportSource, conversation: Conversation): Iterable<string>;
}

/** How a file of a format is called and written: JSON has every branch, Markdown what is shown. */
export function exportFile(format: 'json' | 'markdown', now: Date): ExportFile {
  const name = `conversations-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  if (format === 'markdown')
    return {
      ...{ file_name: `${name}.md`, media_type: 'text/markdown' },
      ...{ before: '', between: '\n\n---\n\n', after: '\n', write: writeMarkdown },
    };
  return {
    ...{ file_name: `${name}.json`, media_type: 'application/json' },
    ...{ before: jsonHead(now), between: ',\n', after: '\n]}\n', write: writeJson },
  };
}

/** A part of the text, and how many conversations are complete with it. */
export interface ExportStep {
  readonly text: string;
  readonly conversations: number;
}

function* pieces(source: ExportSource, ids: readonly string[], file: ExportFile): Generator<ExportStep> {
  yield { text: file.before, conversations: 0 };
  let between = '';
  for (const id of ids) {
    const conversation = source.conversations.find(id);
    // One that is deleted meanwhile is not in the file.
    if (conversation === null) {
      yield { text: '', conversations: 0 };
      continue;
    }
    yield { text: between, conversations: 0 };
    for (const text of file.write(source, conversation)) yield { text, conversations: 0 };
    yield { text: '', conversations: 1 };
    between = file.between;
  }
  yield { text: file.after, conversations: 0 };
}

/**
 * The text of an export, part by part, each made when the last one has been taken: a conversation of any length, and any number of
 * them, hold neither the process up nor its memory.
 */
export async function* exportConversations(
  source: ExportSource,
  ids: readonly string[],
  file: ExportFile,
): AsyncGenerator<ExportStep> {
  let text = '';
  let conversations = 0;
  let held = 0;
  for (const piece of pieces(source, ids, file)) {
    text += piece.text;
    conversations += piece.conversations;
    held++;
    if (text.length < PART && held < PIECES) continue;
    if (text !== '') yield { text, conversations };
    [text, conversations, held] = ['', 0, 0];
    await setImmediate();
  }
  if (text !== '') yield { text, conversations };
}
