import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, choice, object, text } from '../../operation/schema.ts';

/** Made for guards. Ignoring case compares the small letters that Unicode maps to, without regard to language. */
export const contains = defineOperation('text.contains', () => ({
  version: '1.0.0',
  summary: 'Whether a text holds, begins with, ends with or equals another.',
  arguments: object(
    { text: text(), find: text(undefined, 100_000) },
    { where: choice(['anywhere', 'start', 'end', 'whole'], 'Default anywhere'), ignore_case: boolean('Default false') },
  ),
  result: boolean(),
  examples: [
    { arguments: { text: 'Invoice 7', find: 'invoice', ignore_case: true }, result: true },
    { arguments: { text: 'Invoice 7', find: 'voice', where: 'start' }, result: false },
  ],
  run({ text, find, where = 'anywhere', ignore_case = false }) {
    const [whole, part] = ignore_case ? [text.toLowerCase(), find.toLowerCase()] : [text, find];
    switch (where) {
      case 'start':
        return whole.startsWith(part);
      case 'end':
        return whole.endsWith(part);
      case 'whole':
        return whole === part;
      default:
        return whole.includes(part);
    }
  },
}));
