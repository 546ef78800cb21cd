import { type GraphDraft, part, type Ref } from '../graph/draft.ts';
import type { DataSource } from './data-source.ts';

/** A source that is a table with known columns. */
export type TableSource = DataSource & { readonly columns: readonly string[] };

/** Adds, once, the tasks that read a table, and gives its rows. */
export function readRows(draft: GraphDraft, source: DataSource): Ref {
  return draft.share(`rows ${source.position}`, () => {
    const name = `Read ${source.name}`;
    const { text } = source;
    if (source.kind === 'json') return draft.compute('rows', name, 'json.parse', { text });
    if (source.kind === 'markdown')
      return part(draft.compute('table', name, 'markdown.parse_table', { text }), '/rows');
    const plain = text.replace(/^\ufeff/, '');
    const { delimiter, writing } = source;
    const numbers = writing.decimal === ',' ? { decimal_separator: writing.decimal } : {};
    return part(draft.compute('table', name, 'csv.parse', { text: plain, delimiter, ...numbers }), '/rows');
  });
}

/** The request's only table, with its columns; null when there is none, or anything beside it. */
export function onlyTable(data: readonly DataSource[]): TableSource | null {
  const [table, another] = data;
  return table === undefined || table.columns === null || another !== undefined
    ? null
    : { ...table, columns: table.columns };
}
