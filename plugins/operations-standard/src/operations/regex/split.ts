import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { list, object, text } from '../../operation/schema.ts';
import { flagsSchema, MAX_MATCHES, MAX_PATTERN_TEXT, matcherOf, patternSchema } from '../../values/pattern.ts';

/** Empty matches part nothing. */
export const split = defineOperation('regex.split', () => ({
  version: '1.0.0',
  summary: 'Parts a text wherever a regular expression matches.',
  arguments: object({ text: text(undefined, MAX_PATTERN_TEXT), pattern: patternSchema }, { flags: flagsSchema }),
  result: list(text(undefined, MAX_PATTERN_TEXT), undefined, MAX_MATCHES + 1),
  examples: [{ arguments: { text: 'a1b22c', pattern: '\\d+' }, result: ['a', 'b', 'c'] }],
  run({ text, pattern, flags }) {
    const matcher = matcherOf(pattern, flags, text);
    const parts: string[] = [];
    let done = 0;
    while (matcher.find()) {
      if (matcher.start() === matcher.end()) continue;
      if (parts.length === MAX_MATCHES) fail('pattern', `matches more than ${MAX_MATCHES} times`);
      parts.push(text.slice(done, matcher.start()));
      done = matcher.end();
    }
    return [...parts, text.slice(done)];
  },
}));
