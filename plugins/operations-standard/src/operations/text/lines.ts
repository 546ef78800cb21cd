import { defineOperation } from '../../operation/define-operation.ts';
import { choice, list, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';
import { type Compare, textOrder } from '../../values/compare.ts';

const ACTIONS = {
  trim: (lines: string[]) => lines.map((line) => line.trim()),
  remove_empty: (lines: string[]) => lines.filter((line) => line.trim() !== ''),
  dedupe: (lines: string[]) => [...new Set(lines)],
  sort: (lines: string[], order: Compare<string>) => lines.toSorted(order),
  sort_descending: (lines: string[], order: Compare<string>) => lines.toSorted((a, b) => order(b, a)),
  reverse: (lines: string[]) => lines.toReversed(),
  number: (lines: string[]) => lines.map((line, i) => `${i + 1}. ${line}`),
} as const;
type Action = keyof typeof ACTIONS;

/** The result parts lines with \n and has no line end after the last. */
export const lines = defineOperation('text.lines', () => ({
  version: '1.0.0',
  summary: 'Trims, filters, dedupes, sorts, reverses or numbers the lines of a text, one action after the other.',
  arguments: object(
    { text: text(), actions: list(choice(Object.keys(ACTIONS) as Action[]), 'Done in this order', 10, 1) },
    { locale: text('Sort as this language does, such as en or de; by code units without it', 35, 1) },
  ),
  result: text(),
  examples: [
    {
      arguments: { text: 'pear\n apple \n\npear\nZebra', actions: ['trim', 'remove_empty', 'dedupe', 'sort'] },
      result: 'Zebra\napple\npear',
    },
    { arguments: { text: 'b\nA\na', actions: ['sort'], locale: 'en' }, result: 'a\nA\nb' },
  ],
  run({ text, actions, locale }) {
    const order = textOrder('locale', locale);
    return actions.reduce((lines, action) => ACTIONS[action](lines, order), linesOf(text)).join('\n');
  },
}));
