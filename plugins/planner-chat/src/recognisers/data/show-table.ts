import type { RequestContext } from '../../grammar/request-context.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';

/** Adds the task that writes rows as a Markdown table; numbers stay as they are in the data. */
export function showTable(draft: GraphDraft, rows: Ref, columns: readonly string[], { numbers }: RequestContext): Ref {
  return draft.compute('shown', 'Write the table', 'markdown.table', {
    rows,
    columns,
    decimal_separator: numbers.decimal,
    max_rows: 200,
  });
}
