/** Texts of about a megabyte, as people paste them. */

const SIZE = 1_000_000;
const REGIONS = ['North', 'South', 'East', 'West'];

function rowsOf<T>(row: (number: number) => T, lengthOf: (row: T) => number): readonly T[] {
  const rows: T[] = [];
  for (let length = 0, number = 0; length < SIZE; number++) {
    const next = row(number);
    rows.push(next);
    length += lengthOf(next);
  }
  return rows;
}

const amount = (number: number) => Math.round(((number * 7.13) % 1000) * 100) / 100;

/** A table; `salt` makes another one of it, so that nothing is known already. */
export const csvOf = (salt: number): string =>
  `id,region,amount,note\n${rowsOf(
    (number) => `${number + salt},${REGIONS[number % 4]},${amount(number)},order ${number} of the day\n`,
    ({ length }) => length,
  ).join('')}`;

/** The same as a list of objects. */
export const listOf = (salt: number): readonly { readonly id: number; readonly region: string | undefined }[] =>
  rowsOf(
    (number) => ({ id: number + salt, region: REGIONS[number % 4], amount: amount(number), note: `order ${number}` }),
    (row) => JSON.stringify(row).length + 1,
  );
