import type { DataSource } from './data-source.ts';

/** Names of columns whose numbers are no amounts: 1.10 is another one than 1.1. */
const NUMBERED = /(^|[\s_.-])(versions?|ver|release|build|chapter|section|article|clause|paragraph|tag)([\s_.-]|$)/i;

/** Whether a row of a table would be shown with another number than is written in it: 1.1 for the version 1.10, 1.5 for 1.500. */
export const showsOtherNumbers = ({ columns, factsOf }: Pick<DataSource, 'columns' | 'factsOf'>): boolean =>
  (columns ?? []).some((name) => {
    const { rewritten, kind } = factsOf(name);
    return rewritten !== null && (NUMBERED.test(name) || (rewritten === 'thousand' && kind === 'mixed'));
  });

/** Whether different cells of a column would be read as one: 1.1 and 1.10 as versions. */
export function mergesCells(column: string, { factsOf }: Pick<DataSource, 'factsOf'>): boolean {
  const { rewritten, kind } = factsOf(column);
  return rewritten !== null && (NUMBERED.test(column) || kind === 'mixed');
}
