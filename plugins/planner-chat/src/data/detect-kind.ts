import type { Pasted } from '../message/frame.ts';
import { JSON_WRITING } from './column-kinds.ts';
import type { DataSource } from './data-source.ts';
import { factsAbout } from './facts-about.ts';
import { endsOtherwise, readCsvHead } from './read-csv-head.ts';
import { readJsonHead } from './read-json-head.ts';
import { readMarkdownHead } from './read-markdown-head.ts';
import { readYamlHead } from './read-yaml-head.ts';

type Kind = DataSource['kind'];
const NONE = { columns: null, rows: null, kinds: [], delimiter: ',', writing: JSON_WRITING } as const;

/** What a planner knows of a text that is said to be of some kind, from its first lines. */
export function describeSource(
  name: string,
  kind: Kind,
  text: string,
  origin: Pick<DataSource, 'pasted' | 'closed' | 'position'>,
): DataSource {
  const base = { name, kind, text, ...origin, ...NONE };
  const head = headOf(kind, text);
  const source = { ...base, ...head };
  return { ...source, ...factsAbout(source) };
}

function headOf(kind: Kind, text: string) {
  if (kind === 'csv') return readCsvHead(text);
  if (kind === 'json') return readJsonHead(text);
  if (kind === 'yaml') return readYamlHead(text);
  return kind === 'markdown' ? readMarkdownHead(text) : null;
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
export function describePasted({ text, fence, closed, label }: Pasted, position: number): DataSource {
  const name = label ?? 'pasted text';
  const origin = { pasted: true, closed, position };
  const told = FENCES[fence.toLowerCase()];
  if (told !== undefined) return describeSource(name, told, text, origin);
  const trimmed = text.slice(0, 4_000).trim();
  if (/^(\{|\[\s*[[{"\d\-tfn\]])/.test(trimmed)) return describeSource(name, 'json', text, origin);
  if (readMarkdownHead(text) !== null) return describeSource(name, 'markdown', text, origin);
  if (/^(---\s*\n)?\s*- +[\w .-]+:(\s|$)/.test(trimmed) && readYamlHead(text) !== null)
    return describeSource(name, 'yaml', text, origin);
  const isTable = readCsvHead(text) !== null && (closed || !endsOtherwise(text));
  return describeSource(name, isTable ? 'csv' : 'text', text, origin);
}
