import { defineOperation } from '../../operation/define-operation.ts';
import { integer, list, object, text } from '../../operation/schema.ts';
import { matchOf, matchSchema } from '../../values/matches.ts';
import { flagsSchema, MAX_MATCHES, MAX_PATTERN_TEXT, matcherOf, patternSchema } from '../../values/pattern.ts';

/** Left to right, without overlaps. Each match takes time linear in the text at most. */
export const findAll = defineOperation('regex.find_all', () => ({
  version: '1.0.0',
  summary: 'Finds the matches of a regular expression, with what its parentheses caught.',
  arguments: object(
    { text: text(undefined, MAX_PATTERN_TEXT), pattern: patternSchema },
    { flags: flagsSchema, limit: integer('Most matches to give (default 1000)', 1, MAX_MATCHES) },
  ),
  result: list(matchSchema, undefined, MAX_MATCHES),
  examples: [
    {
      arguments: { text: 'a=1, b=22', pattern: '(\\w)=(\\d+)' },
      result: [
        { text: 'a=1', start: 0, end: 3, groups: ['a', '1'] },
        { text: 'b=22', start: 5, end: 9, groups: ['b', '22'] },
      ],
    },
  ],
  run({ text, pattern, flags, limit = 1_000 }) {
    const matcher = matcherOf(pattern, flags, text);
    const found = [];
    while (found.length < limit && matcher.find()) found.push(matchOf(matcher));
    return found;
  },
}));
