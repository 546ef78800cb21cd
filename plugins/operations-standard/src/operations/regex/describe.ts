import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted, reasonOf } from '../../operation/fail.ts';
import { integer, list, object, text } from '../../operation/schema.ts';
import { describePattern } from '../../patterns/describe-pattern.ts';

/** Syntax and meaning of ECMAScript, which most dialects share for what is common. No switches. */
export const describe = defineOperation('regex.describe', () => ({
  version: '1.0.0',
  summary: 'Says in words what a regular expression (ECMAScript) matches, part by part.',
  arguments: object({ pattern: text('Regular expression without slashes', 1_000, 1) }),
  result: list(
    object({
      depth: integer('How many parts it is inside of', 0, 1_000),
      part: text('As written', 1_000),
      meaning: text('In words'),
    }),
    'In order; what is inside a part comes behind it',
    2_000,
  ),
  examples: [
    {
      arguments: { pattern: '^(\\d{3}|none)-?x' },
      result: [
        { depth: 0, part: '^', meaning: 'the start of the text' },
        { depth: 0, part: '(\\d{3}|none)', meaning: 'a group:' },
        { depth: 1, part: '\\d{3}', meaning: 'either:' },
        { depth: 2, part: '\\d{3}', meaning: 'a digit, exactly 3 times' },
        { depth: 1, part: 'none', meaning: 'or:' },
        { depth: 2, part: 'none', meaning: 'the text "none"' },
        { depth: 0, part: '-?', meaning: 'the text "-", once or not at all' },
        { depth: 0, part: 'x', meaning: 'the text "x"' },
      ],
    },
  ],
  run({ pattern }) {
    try {
      return describePattern(pattern);
    } catch (error) {
      return fail('pattern', `${quoted(pattern)} cannot be described: ${reasonOf(error)}`);
    }
  },
}));
