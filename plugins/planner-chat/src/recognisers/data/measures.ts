import type { TableSource } from '../../data/read-rows.ts';
import type { Language } from '../../language/language.ts';

const wordsOf = (column: string) => column.toLowerCase().split(/[\s_-]+/);
const holds = (column: string, words: ReadonlySet<string>) => wordsOf(column).some((word) => words.has(word));

/** The total of prices beside quantities: whether each price counts as often as it was paid, nobody knows. */
export function isPerUnit(column: string, { columns }: TableSource, { rates, quantities }: Language): boolean {
  return holds(column, rates) && columns.some((other) => other !== column && holds(other, quantities));
}

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

/** Numbers that only name a row. */
const isKey = (column: string) => /(^|[\s_-])(id|no|nr|number|key|code|zip|year)$/i.test(column);

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
