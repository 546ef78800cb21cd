import { defineOperation } from '../../operation/define-operation.ts';
import { any, choice, integer, object, text } from '../../operation/schema.ts';
import { inlineValue } from '../../texts/markdown.ts';
import { GROUP_SEPARATORS } from '../../texts/written-number.ts';

/** Texts are escaped, numbers written as number.write does, null gives the text of `empty`. */
export const value = defineOperation('markdown.value', () => ({
  version: '1.0.0',
  summary: 'Writes any value for people as a piece of one line of Markdown.',
  arguments: object(
    { value: any() },
    {
      empty: text('What stands for null (default none)', 200),
      digits: integer('Most significant digits of a number with decimals (default 12)', 1, 40),
      group_separator: choice(GROUP_SEPARATORS, 'Between thousands (default comma)'),
      decimal_separator: choice(['.', ','], 'Default point'),
    },
  ),
  result: text(),
  examples: [
    { arguments: { value: 1234.5 }, result: '1,234.5' },
    { arguments: { value: 'a*b' }, result: 'a\\*b' },
    { arguments: { value: null }, result: 'none' },
  ],
  run({ value, empty = 'none', digits = 12, group_separator = ',', decimal_separator = '.' }) {
    if (value === null) return empty;
    return inlineValue(value, { digits, group: group_separator, decimal: decimal_separator });
  },
}));
