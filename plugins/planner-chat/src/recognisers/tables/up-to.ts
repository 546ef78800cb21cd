import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';

/** The rows up to the place of a number of them, and those that share its value. */
export function upTo(draft: GraphDraft, sorted: Ref, count: number, column: string, order: string): Ref {
  const first = draft.compute('first', `The first ${count}`, 'table.limit', { rows: sorted, count });
  const last = draft.compute('last', 'The last of them', 'table.group_aggregate', {
    rows: first,
    group_by: [],
    aggregates: [{ function: order === 'descending' ? 'min' : 'max', column, as: 'last' }],
  });
  const test = order === 'descending' ? 'greater_or_equal' : 'less_or_equal';
  return draft.compute('leaders', 'With those that share its value', 'table.filter', {
    rows: sorted,
    where: [{ column, test, value: part(last, '/0/last') }],
  });
}

/** Says that more rows are shown than were asked for, where several share the last place; '' otherwise. */
export function sayTies(draft: GraphDraft, found: Ref, count: number): Ref {
  const rows = draft.compute('count', 'Count them', 'list.count', { items: found });
  const isMore = draft.compute('is_more', 'Is the last place shared?', 'logic.compare', {
    left: rows,
    test: 'greater',
    right: count,
  });
  return draft.compute('ties', 'Say it', 'logic.if', {
    condition: isMore,
    then: count === 1 ? ' (several share this place)' : ` (more than ${count}: the last place is shared)`,
    else: '',
  });
}
