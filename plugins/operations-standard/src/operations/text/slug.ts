import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';

/** Marks on Latin letters go, so é is e; letters of other scripts stay. */
export const slug = defineOperation('text.slug', () => ({
  version: '1.0.0',
  summary:
    'Makes the last part of a web address of a title: small letters and digits, with a hyphen for everything else.',
  arguments: object({ text: text(undefined, 100_000) }),
  result: text(undefined, 600_000),
  examples: [
    { arguments: { text: 'Hello, World!' }, result: 'hello-world' },
    { arguments: { text: '  10 Cafés (open) ' }, result: '10-cafes-open' },
  ],
  run: ({ text }) =>
    text
      .normalize('NFD')
      .replaceAll(/(?<=\p{sc=Latin})\p{M}+/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join('-') ?? '',
}));
