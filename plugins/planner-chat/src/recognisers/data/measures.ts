import type { TableSource } from '../../data/read-rows.ts';
import type { Language } from '../../language/language.ts';

const wordsOf = (column: string) => column.toLowerCase().split(/[\s_-]+/);
const holds = (column: string, words: ReadonlySet<string>) => wordsOf(column).some((word) => words.has(word));

/** The total of prices beside quantities: whether each price counts as often as it was paid, nobody knows. Beside a price, an amount can be one. */
export function isPerUnit(column: string, { columns }: TableSource, { rates, quantities }: Language): boolean {
  const counts = (other: string) => holds(other, quantities) || holds(other, AMOUNTS);
  return holds(column, rates) && columns.some((other) => other !== column && counts(other));
}

const AMOUNTS = new Set(['amount', 'amounts']);

/** Whether the numbers of a column are places or levels: of ranks, the first is the top, and not the highest. */
export const isOrdinal = (column: string, { ordered }: Language): boolean =>
  holds(column, ordered) || holds(column, PLACES);
const PLACES = new Set(['rank', 'ranking', 'position', 'place', 'pos', 'standing', 'no', 'nr', 'number']);

/** Whether the name of a column says that it is what is paid for one. */
export const isRate = (column: string, { rates }: Language): boolean => holds(column, rates);

/** Whether the name of a column says that it is what is paid for one, or how many there are. */
export const isPerOne = (column: string, { rates, quantities }: Language): boolean =>
  holds(column, rates) || holds(column, quantities);

/** Whether the name of a column of numbers says that its cells can be added up, as revenue and hours can and ages cannot. */
export function isAdditive(column: string, table: TableSource, { additive, rates, quantities }: Language): boolean {
  if (table.factsOf(column).kind !== 'number' || holds(column, rates)) return false;
  return holds(column, additive) || holds(column, quantities);
}

/** The only column of a table that can be added up; null where there is none, or more than one column of numbers could be meant. */
export function onlyMeasure(table: TableSource, language: Language): string | null {
  // A column of amounts such as $5 or n/a could be the one that is meant.
  const isAmount = (column: string) => ['number', 'mixed'].includes(table.factsOf(column).kind);
  const numbers = table.columns.filter((column) => isAmount(column) && !isKey(column));
  const [measure, another] = numbers;
  return measure !== undefined && another === undefined && isAdditive(measure, table, language) ? measure : null;
}

/**
 * The columns of a table that "total" without a name can mean: all that can be added up. None where another column of numbers could
 * be meant, as a price that would have to be multiplied.
 */
export function allMeasures(table: TableSource, language: Language): readonly string[] {
  const isAmount = (column: string) => ['number', 'mixed'].includes(table.factsOf(column).kind);
  const numbers = table.columns.filter((column) => isAmount(column) && !isKey(column));
  return numbers.every((column) => isAdditive(column, table, language)) ? numbers : [];
}

/** Whether a column holds numbers that only name a row. */
export const isKey = (column: string): boolean => /(^|[\s_-])(id|no|nr|number|key|code|zip|year)$/i.test(column);

/** Whether a column's numbers only name years, people or places: nobody adds them up, and 2,026 is no year. */
export const isNaming = (column: string): boolean =>
  /(^|[\s_-])(year|id|zip|zipcode|postcode|code|phone|jahr)$/i.test(column);

/** The only column of dates, where its name says that it is when things happened, and not when they are due or someone was born. */
export function whenColumn(table: TableSource, { happening, planned }: Language): string | null {
  const date = onlyDate(table);
  return date !== null && holds(date, happening) && !holds(date, planned) ? date : null;
}

/** The only column of dates. */
export function onlyDate(table: TableSource): string | null {
  const [date, another] = table.columns.filter((column) => table.factsOf(column).kind === 'date');
  return date !== undefined && another === undefined ? date : null;
}

/** A name for a new column that the table does not have. */
export const freeColumn = (name: string, table: TableSource): string =>
  table.columns.includes(name) ? freeColumn(`${name} of all`, table) : name;
