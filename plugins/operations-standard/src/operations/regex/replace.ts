import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { boolean, MAX_TEXT, object, text } from '../../operation/schema.ts';
import { matchOf } from '../../values/matches.ts';
import { flagsSchema, MAX_MATCHES, MAX_PATTERN_TEXT, matcherOf, patternSchema } from '../../values/pattern.ts';

/** In the replacement $1 to $99 stand for groups, $0 for the whole match and $$ for a dollar sign. */
export const replace = defineOperation('regex.replace', () => ({
  version: '1.0.0',
  summary: 'Replaces the matches of a regular expression.',
  arguments: object(
    { text: text(undefined, MAX_PATTERN_TEXT), pattern: patternSchema, replacement: text(undefined, 10_000) },
    { flags: flagsSchema, first_only: boolean('Default false') },
  ),
  result: text(),
  examples: [
    {
      arguments: { text: '2026-01-31', pattern: '(\\d+)-(\\d+)-(\\d+)', replacement: '$3.$2.$1 for $$5' },
      result: '31.01.2026 for $5',
    },
  ],
  run({ text, pattern, replacement, flags, first_only = false }) {
    const matcher = matcherOf(pattern, flags, text);
    const pieces: string[] = [];
    let done = 0;
    let length = text.length;
    for (let count = 0; matcher.find() && !(first_only && count > 0); count++) {
      if (count === MAX_MATCHES) fail('pattern', `matches more than ${MAX_MATCHES} times`);
      const match = matchOf(matcher);
      const put = replacement.replaceAll(/\$(\$|\d{1,2})/g, (_, which: string) => {
        if (which === '$') return '$';
        const index = Number(which);
        if (index > match.groups.length)
          fail('replacement', `names $${which}, but the pattern has ${match.groups.length} groups`);
        return index === 0 ? match.text : (match.groups[index - 1] ?? '');
      });
      length += put.length;
      if (length > MAX_TEXT) fail('replacement', `makes the text longer than ${MAX_TEXT} characters`);
      pieces.push(text.slice(done, match.start), put);
      done = match.end;
    }
    return pieces.join('') + text.slice(done);
  },
}));
