import { readRows } from '../../data/read-rows.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { aboutTable } from '../data/rows.ts';
import type { Recogniser } from '../recogniser.ts';
import { columnsIn } from './groups.ts';

const DIGITS = 4;

/** "correlation of amount and price", with a table. */
export const correlated: Recogniser = aboutTable('data.correlation', (captures, table, { numbers }) => {
  const [x, y, more] = ['column', 'column2']
    .flatMap((name) => columnsIn(captures, name))
    .concat(columnsIn(captures, 'columns'));
  if (x === undefined || y === undefined || more !== undefined || x === y) return null;
  if (table.factsOf(x).kind !== 'number' || table.factsOf(y).kind !== 'number') return null;
  return (draft) => {
    const found = draft.compute('correlated', 'Correlate', 'table.correlation', { rows: readRows(draft, table), x, y });
    const [value, pairs] = [part(found, '/correlation'), part(found, '/pairs')];
    const written = draft.compute('written', 'Write it', 'markdown.value', {
      value,
      empty: 'not defined, as one of them does not vary',
      digits: DIGITS,
      decimal_separator: numbers.decimal,
    });
    const of = `${escapeMarkdown(x)} and ${escapeMarkdown(y)}`;
    const rows = writeNumber(draft, pairs, numbers, { form: 'plain', one: 'row', other: 'rows' });
    return { value, line: [`Correlation (Pearson) of ${of}: **`, written, '** over ', rows] };
  };
});
