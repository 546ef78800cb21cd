import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, choice, object, text } from '../../operation/schema.ts';

/** White space is what ECMAScript calls so: Unicode spaces, tabs and line ends. */
export const trim = defineOperation('text.trim', () => ({
  version: '1.0.0',
  summary: 'Removes white space at the ends of a text, and can collapse it inside to single spaces.',
  arguments: object(
    { text: text() },
    { side: choice(['both', 'start', 'end'], 'Default both'), collapse: boolean('Default false') },
  ),
  result: text(),
  examples: [
    { arguments: { text: '  a \n b ', collapse: true }, result: 'a b' },
    { arguments: { text: '  a ', side: 'start' }, result: 'a ' },
  ],
  run({ text, side = 'both', collapse = false }) {
    const source = collapse ? text.split(/\s+/).join(' ') : text;
    return side === 'both' ? source.trim() : side === 'start' ? source.trimStart() : source.trimEnd();
  },
}));
