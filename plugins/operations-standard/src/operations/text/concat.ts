import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, boolean, list, nothing, number, object, text } from '../../operation/schema.ts';
import { joined } from '../../texts/joined.ts';

/** Null parts are empty, numbers are written as in JSON. */
export const concat = defineOperation('text.concat', () => ({
  version: '1.0.0',
  summary: 'Puts texts and numbers one after the other.',
  arguments: object({ parts: list(anyOf([text(), number(), boolean(), nothing])) }),
  result: text(),
  examples: [{ arguments: { parts: ['Total: ', 12.5, ' CHF', null] }, result: 'Total: 12.5 CHF' }],
  run: ({ parts }) =>
    joined(
      parts.map((part) => (part === null ? '' : String(part))),
      '',
      'parts',
    ),
}));
