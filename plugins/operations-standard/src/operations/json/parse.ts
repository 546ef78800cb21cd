import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, reasonOf } from '../../operation/fail.ts';
import { any, boolean, object, text } from '../../operation/schema.ts';

const FENCE = /^```[a-z0-9]*\s*\n([\s\S]*)\n\s*```$/i;

/** Numbers beyond the range of a double, more than 64 levels and keys named __proto__ are refused. */
export const parse = defineOperation('json.parse', () => ({
  version: '1.0.0',
  summary: 'Reads JSON text (RFC 8259).',
  arguments: object(
    { text: text() },
    { allow_fence: boolean('Also take text inside a Markdown code fence, as models write it (default false)') },
  ),
  result: any(),
  examples: [
    { arguments: { text: '{"a":[1,2.50,null]}' }, result: { a: [1, 2.5, null] } },
    { arguments: { text: '```json\n[true]\n```', allow_fence: true }, result: [true] },
  ],
  run({ text, allow_fence = false }): Json {
    const trimmed = text.trim();
    const source = allow_fence && trimmed.startsWith('```') ? (FENCE.exec(trimmed)?.[1] ?? trimmed) : text;
    try {
      return JSON.parse(source);
    } catch (error) {
      // The runtime's message quotes the text and changes between versions; only the position is worth keeping.
      const position = /position (\d+)/.exec(reasonOf(error))?.[1];
      return fail('text', `is no JSON${position === undefined ? '' : `: the mistake is at character ${position}`}`);
    }
  },
}));
