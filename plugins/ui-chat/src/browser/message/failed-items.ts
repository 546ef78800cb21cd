import type { PlanNote } from '@kora/contracts';
import { formatCount } from '@kora/plugin-sdk/ui';
import { failureWords } from './failure-words.ts';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The items of a note `items_failed`, a line for each: its place in the list, and why it got no answer. */
export function failedItems({ items, more }: PlanNote['details']): readonly string[] {
  if (!Array.isArray(items)) return [];
  const lines = items.map((item: unknown) => {
    const { place, error_code, issues } = record(item);
    const said = (Array.isArray(issues) ? issues : []).map((issue: unknown) => {
      const { path, message } = record(issue);
      return `${path === '' ? '' : `${String(path)} `}${String(message)}`;
    });
    const details = said.length === 0 ? '' : ` (${said.join('; ')})`;
    const code = String(error_code);
    return `In place ${String(place)}: ${failureWords(code) ?? `it ended with ${code}`}${details}.`;
  });
  return typeof more === 'number' && more > 0 ? [...lines, `And ${formatCount(more, 'item')} more.`] : lines;
}
