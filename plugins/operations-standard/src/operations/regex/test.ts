import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, object, text } from '../../operation/schema.ts';
import { flagsSchema, MAX_PATTERN_TEXT, matcherOf, patternSchema } from '../../values/pattern.ts';

/** Made for guards. Takes time linear in the text, whatever the pattern. */
export const test = defineOperation('regex.test', () => ({
  version: '1.0.0',
  summary: 'Whether a text holds a match of a regular expression, or as a whole is one.',
  arguments: object(
    { text: text(undefined, MAX_PATTERN_TEXT), pattern: patternSchema },
    { flags: flagsSchema, whole: boolean('The whole text must match (default false)') },
  ),
  result: boolean(),
  examples: [
    { arguments: { text: 'Order A-17', pattern: '[A-Z]-\\d+' }, result: true },
    { arguments: { text: 'Order A-17', pattern: 'a-\\d+', flags: 'i', whole: true }, result: false },
  ],
  run({ text, pattern, flags, whole = false }) {
    const matcher = matcherOf(pattern, flags, text);
    return whole ? matcher.matches() : matcher.find();
  },
}));
