import { type GraphDraft, part, type Ref } from '../graph/draft.ts';
import type { DataSource } from './data-source.ts';

/** A source that is a table with known columns. */
export type TableSource = DataSource & { readonly columns: readonly string[] };

/** Adds, once, the tasks that read a table, and gives its rows: cells as values, or as they are written. */
export function readRows(draft: GraphDraft, source: DataSource, types: 'auto' | 'text' = 'auto'): Ref {
  return draft.share(`${types} rows ${source.position}`, () => {
    const name = `Read ${source.name}`;
    const { text } = source;
    if (source.kind === 'yaml') return draft.compute('rows', name, 'yaml.parse', { text });
    if (source.kind === 'json') return draft.compute('rows', name, 'json.parse', { text });
    const asWritten = types === 'text' ? { types } : {};
    if (source.kind === 'markdown')
      return part(draft.compute('table', name, 'markdown.parse_table', { text, ...asWritten }), '/rows');
    const plain = withOneLineEnd(text.replace(/^\ufeff/, ''));
    const { delimiter, writing } = source;
    const numbers = writing.decimal === ',' && types === 'auto' ? { decimal_separator: writing.decimal } : {};
    const args = { text: plain, delimiter, trim: true, ...numbers, ...asWritten };
    return part(draft.compute('table', name, 'csv.parse', args), '/rows');
  });
}

/** A text whose lines end in two ways, in one: parsers go by the first. */
const withOneLineEnd = (text: string): string =>
  text.includes('\r\n') && /[^\r]\n/.test(text) ? text.replaceAll('\r\n', '\n') : text;

/** The request's only table, with its columns; null when there is none, or anything beside it. */
export function onlyTable(data: readonly DataSource[]): TableSource | null {
  const [table, another] = data;
  if (table === undefined || table.columns === null || another !== undefined) return null;
  return { ...table, columns: table.columns };
}
