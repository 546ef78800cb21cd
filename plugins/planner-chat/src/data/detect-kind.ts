import type { DataSource } from './data-source.ts';
import { readCsvHead } from './read-csv-head.ts';
import { readJsonHead } from './read-json-head.ts';
import { readMarkdownHead } from './read-markdown-head.ts';

type Kind = DataSource['kind'];
const NONE = { columns: null, kinds: [], delimiter: ',' } as const;

/** What a planner knows of a text that is said to be of some kind, from its first lines. */
export function describeSource(name: string, kind: Kind, text: string, pasted: boolean): DataSource {
  const base = { name, kind, text, pasted, ...NONE };
  switch (kind) {
    case 'csv':
      return { ...base, ...readCsvHead(text) };
    case 'json':
      return { ...base, ...readJsonHead(text) };
    case 'markdown':
      return { ...base, ...readMarkdownHead(text) };
    default:
      return base;
  }
}

const FENCES: Readonly<Record<string, Kind>> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  md: 'markdown',
  markdown: 'markdown',
  text: 'text',
  txt: 'text',
};

/** The kind of a text without a name: by the word on its fence, or by how it looks. */
export function describePasted(text: string, fence = ''): DataSource {
  const name = 'pasted text';
  const told = FENCES[fence.toLowerCase()];
  if (told !== undefined) return describeSource(name, told, text, true);
  const trimmed = text.slice(0, 4_000).trim();
  if (/^(\{|\[\s*[[{"\d\-tfn\]])/.test(trimmed)) return describeSource(name, 'json', text, true);
  if (readMarkdownHead(text) !== null) return describeSource(name, 'markdown', text, true);
  return describeSource(name, readCsvHead(text) === null ? 'text' : 'csv', text, true);
}
