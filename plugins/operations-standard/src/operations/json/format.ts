import { defineOperation } from '../../operation/define-operation.ts';
import { fail, reasonOf } from '../../operation/fail.ts';
import { boolean, integer, object, text } from '../../operation/schema.ts';
import { withSortedKeys } from '../../texts/json-pieces.ts';

/** The pieces of JSON text: strings, signs, and numbers or words as they are written. */
const PIECES = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** Only white space changes, and the order of keys if asked for: the digits of long numbers and the escapes of strings stay as they are. */
export const format = defineOperation('json.format', () => ({
  version: '1.1.0',
  summary:
    'Lays out JSON text (RFC 8259) anew, on one line or indented, with its keys sorted if asked for; nothing else changes.',
  arguments: object(
    { text: text() },
    {
      indent: integer('Spaces per level; 0 writes one line (default 2)', 0, 8),
      sort_keys: boolean('Sort the keys of every object by code units (default false)'),
    },
  ),
  result: text(),
  examples: [
    { arguments: { text: '{"b":1.50,"a":[1,{}]}' }, result: '{\n  "b": 1.50,\n  "a": [\n    1,\n    {}\n  ]\n}' },
    {
      arguments: { text: '{"b":{"d":1.0,"c":2},"a":3}', indent: 0, sort_keys: true },
      result: '{"a":3,"b":{"c":2,"d":1.0}}',
    },
    { arguments: { text: '{ "b": 10000000000000000001 }', indent: 0 }, result: '{"b":10000000000000000001}' },
  ],
  run({ text, indent = 2, sort_keys = false }) {
    try {
      JSON.parse(text);
    } catch (error) {
      const position = /position (\d+)/.exec(reasonOf(error))?.[1];
      return fail('text', `is no JSON${position === undefined ? '' : `: the mistake is at character ${position}`}`);
    }
    const found = text.match(PIECES) ?? [];
    const pieces = sort_keys ? withSortedKeys(found) : found;
    return indent === 0 ? pieces.join('') : laidOut(pieces, ' '.repeat(indent));
  },
}));

function laidOut(pieces: readonly string[], step: string): string {
  const written: string[] = [];
  let depth = 0;
  const newLine = () => written.push('\n', step.repeat(depth));
  for (const [i, piece] of pieces.entries()) {
    const opens = piece === '{' || piece === '[';
    const closes = piece === '}' || piece === ']';
    const before = pieces[i - 1];
    if (closes) {
      depth--;
      if (before !== '{' && before !== '[') newLine();
    }
    written.push(piece === ':' ? ': ' : piece);
    if (opens) depth++;
    const next = pieces[i + 1];
    if (piece === ',' || (opens && next !== '}' && next !== ']')) newLine();
  }
  return written.join('');
}
