import { parseDocument } from 'yaml';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, reasonOf } from '../../operation/fail.ts';
import { any, object, text } from '../../operation/schema.ts';

/** YAML 1.2 core schema: `yes` and `no` are texts. One document; at most 100 aliases; keys become texts. */
export const parse = defineOperation('yaml.parse', () => ({
  version: '1.0.0',
  summary: 'Reads one YAML document (1.2, core schema).',
  arguments: object({ text: text(undefined, 1_000_000) }),
  result: any(),
  examples: [
    {
      arguments: { text: 'name: Ada\ntags: [a, 1, true]\nanswer: no' },
      result: { name: 'Ada', tags: ['a', 1, true], answer: 'no' },
    },
  ],
  run({ text }) {
    const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: true, uniqueKeys: true });
    const [problem] = document.errors;
    if (problem !== undefined) fail('text', `is no YAML: ${reasonOf(problem)}`);
    return document.toJS({ maxAliasCount: 100 }) ?? null;
  },
}));
