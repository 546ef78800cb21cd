import { parseAllDocuments } from 'yaml';
import { defineOperation } from '../../operation/define-operation.ts';
import { reasonOf } from '../../operation/fail.ts';
import { boolean, object, text } from '../../operation/schema.ts';

/** Never an error for text that is no YAML: that is the answer. A text of several documents is valid when each of them is. */
export const check = defineOperation('yaml.check', () => ({
  version: '1.0.0',
  summary: 'Whether a text is YAML (1.2, core schema), and if not, what is wrong with it.',
  arguments: object({ text: text(undefined, 1_000_000) }),
  result: object({ valid: boolean(), problem: text('Empty when valid', 1_000) }),
  examples: [
    { arguments: { text: 'a: 1\nb: [x, y]' }, result: { valid: true, problem: '' } },
    {
      arguments: { text: 'a: [1' },
      result: {
        valid: false,
        problem: 'Flow sequence in block collection must be sufficiently indented and end with a ]',
      },
    },
  ],
  run({ text }) {
    const documents = parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      prettyErrors: false,
      uniqueKeys: true,
    });
    const problem = [documents].flat().flatMap(({ errors }) => errors)[0];
    if (problem === undefined) return { valid: true, problem: '' };
    return { valid: false, problem: reasonOf(problem).slice(0, 1_000).toWellFormed() };
  },
}));
