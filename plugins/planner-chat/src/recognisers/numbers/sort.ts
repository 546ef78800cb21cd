import type { Recogniser } from '../recogniser.ts';

/** 3.9 and 3.11: as versions, the second is later. */
function mayBeVersions(literals: readonly string[]): boolean {
  if (!literals.every((literal) => /^\d{1,2}\.\d{1,3}$/.test(literal))) return false;
  const asVersion = (literal: string) => literal.split('.').map(Number) as [number, number];
  return literals.some((one) =>
    literals.some((other) => {
      const [[major, minor], [major2, minor2]] = [asVersion(one), asVersion(other)];
      return major === major2 && minor > minor2 && Number(one) < Number(other);
    }),
  );
}

/** "sort 5, 3, 9 in descending order". */
export const sortNumbers: Recogniser = {
  id: 'texts.sort_numbers',
  claim({ numbers: caught, order, order2 }) {
    if (caught === undefined || !Array.isArray(caught.value) || (order !== undefined && order2 !== undefined))
      return null;
    // 1.10 behind 1.9 are versions.
    const literals = caught.value as readonly string[];
    if (literals.some((literal) => literal !== String(Number(literal))) || mayBeVersions(literals)) return null;
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
