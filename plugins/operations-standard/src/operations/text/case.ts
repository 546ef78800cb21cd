import { defineOperation } from '../../operation/define-operation.ts';
import { choice, object, text } from '../../operation/schema.ts';

const capital = (word: string) => {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length).toLowerCase();
};
// Parts a name where white space, punctuation or a change from small to capital letters does: "HTTPServer_id" has three words.
const wordsOf = (name: string) =>
  name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lm}\p{M}]+|\p{N}+|\p{Lu}/gu) ?? [];
const lowered = (name: string) => wordsOf(name).map((word) => word.toLowerCase());

const STYLES = {
  upper: (text: string) => text.toUpperCase(),
  lower: (text: string) => text.toLowerCase(),
  title: (text: string) => text.replaceAll(/[\p{L}\p{M}\p{N}'\u2019]+/gu, capital),
  sentence: (text: string) =>
    text.toLowerCase().replaceAll(/(?:^|[.!?]\s+)\P{L}?\p{L}/gu, (start) => start.toUpperCase()),
  snake: (text: string) => lowered(text).join('_'),
  kebab: (text: string) => lowered(text).join('-'),
  constant: (text: string) => lowered(text).join('_').toUpperCase(),
  pascal: (text: string) => lowered(text).map(capital).join(''),
  camel: (text: string) =>
    lowered(text)
      .map((word, i) => (i === 0 ? word : capital(word)))
      .join(''),
} as const;
type Style = keyof typeof STYLES;

/** Uses the case mapping of Unicode without regard to language, so i is I on every machine. */
export const textCase = defineOperation('text.case', () => ({
  version: '1.0.0',
  summary: 'Changes capitals and small letters, or makes an identifier of a phrase.',
  arguments: object({ text: text(undefined, 1_000_000), to: choice(Object.keys(STYLES) as Style[]) }),
  result: text(),
  examples: [
    { arguments: { text: 'ada LOVELACE', to: 'title' }, result: 'Ada Lovelace' },
    { arguments: { text: 'Unit price (CHF)', to: 'snake' }, result: 'unit_price_chf' },
    { arguments: { text: 'http-server name', to: 'camel' }, result: 'httpServerName' },
  ],
  run: ({ text, to }) => STYLES[to](text),
}));
