import type { Recogniser } from '../recogniser.ts';

/** "sort 5, 3, 9 in descending order". */
export const sortNumbers: Recogniser = {
  id: 'texts.sort_numbers',
  claim({ numbers: caught, order, order2 }) {
    if (caught === undefined || !Array.isArray(caught.value) || (order !== undefined && order2 !== undefined))
      return null;
    // 1.10 behind 1.9 are versions.
    const literals = caught.value as readonly string[];
    if (literals.some((literal) => literal !== String(Number(literal)))) return null;
    const items = literals.map(Number);
    const direction = (order ?? order2)?.value === 'descending' ? 'descending' : 'ascending';
    return {
      endsInList: true,
      build(draft) {
        const sorted = draft.compute('sorted', 'Sort the numbers', 'list.sort', { items, order: direction });
        const list = draft.compute('listed', 'Write the list', 'text.join', { items: sorted, separator: ', ' });
        return { value: sorted, line: ['Sorted: **', list, '**'] };
      },
    };
  },
};
