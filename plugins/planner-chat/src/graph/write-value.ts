import type { NumberFormat } from '../message/number-format.ts';
import { type GraphDraft, part, type Ref } from './draft.ts';

/** Adds the task that writes a number as the person's locale does, with at most `digits` significant digits. */
export function writeNumber(draft: GraphDraft, number: Ref, format: NumberFormat, digits = 12): Ref {
  return draft.compute('written', 'Write the number', 'number.write', {
    number,
    digits,
    group_separator: format.group,
    decimal_separator: format.decimal,
  });
}

/** Adds the tasks that evaluate an expression: its value, and how it is written. */
export function evaluate(
  draft: GraphDraft,
  name: string,
  code: string,
  format: NumberFormat,
): { value: Ref; written: Ref } {
  const result = draft.compute('calculation', name, 'math.evaluate', { expression: code, digits: 40 });
  return { value: part(result, '/value'), written: writeNumber(draft, part(result, '/text'), format) };
}

/** Adds the task that writes a cell of a table, whatever it holds, into a line. */
export function writeCell(draft: GraphDraft, value: Ref, format: NumberFormat): Ref {
  return draft.compute('written', 'Write the value', 'markdown.value', {
    value,
    group_separator: format.group,
    decimal_separator: format.decimal,
  });
}
