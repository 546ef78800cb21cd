import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, boolean, choice, list, number, object, text } from '../../operation/schema.ts';
import { datesIn, emailsIn, numbersIn, urlsIn } from '../../texts/extractors.ts';
import { MAX_PATTERN_TEXT } from '../../values/pattern.ts';

const EXTRACTORS = { emails: emailsIn, urls: urlsIn, numbers: numbersIn, dates: datesIn } as const;

/** Found by fixed patterns on a linear-time engine. Dates stay as they are written: date.parse gives them a meaning. */
export const extract = defineOperation('text.extract', () => ({
  version: '1.0.0',
  summary: 'Finds the e-mail addresses, web addresses, numbers or dates in a text, in their order.',
  arguments: object(
    { text: text(undefined, MAX_PATTERN_TEXT), kind: choice(['emails', 'urls', 'numbers', 'dates']) },
    { unique: boolean('Give each only once (default false)') },
  ),
  result: list(anyOf([text(), number()]), 'Numbers for numbers, texts for the rest', MAX_PATTERN_TEXT),
  examples: [
    {
      arguments: { text: 'Write to ada@example.org, or bob.b@mail.example.co.uk.', kind: 'emails' },
      result: ['ada@example.org', 'bob.b@mail.example.co.uk'],
    },
    {
      arguments: { text: 'See https://example.org/a?b=1 (or http://x.io).', kind: 'urls' },
      result: ['https://example.org/a?b=1', 'http://x.io'],
    },
    {
      arguments: { text: 'From -3.5 to 1,250.75, room B12, 7 and 7', kind: 'numbers', unique: true },
      result: [-3.5, 1250.75, 7],
    },
    {
      arguments: { text: 'Due 2026-01-31, paid on March 7, 2026', kind: 'dates' },
      result: ['2026-01-31', 'March 7, 2026'],
    },
  ],
  run({ text, kind, unique = false }) {
    const found: readonly (string | number)[] = EXTRACTORS[kind](text);
    return unique ? [...new Set(found)] : found;
  },
}));
