import type { NumberFormat } from '../message/number-format.ts';
import { type GraphDraft, part, type Ref } from './draft.ts';

/** How a number stands in a line: `equation` has = before it, or ≈; the nouns stand behind it. */
export interface Written {
  /** Most significant digits of a number with decimals. */
  readonly digits?: number;
  readonly form?: 'plain' | 'bold' | 'equation';
  readonly one?: string;
  readonly other?: string;
}

/** Adds the task that writes a number as the person's locale does. */
export function writeNumber(
  draft: GraphDraft,
  number: Ref,
  format: NumberFormat,
  { digits = 12, ...rest }: Written = {},
): Ref {
  return draft.compute('written', 'Write the number', 'number.write', {
    number,
    digits,
    group_separator: format.group,
    decimal_separator: format.decimal,
    ...rest,
  });
}

/** Adds the tasks that evaluate an expression: its value, and how it is written. */
export function evaluate(
  draft: GraphDraft,
  name: string,
  code: string,
  format: NumberFormat,
  written: Written = {},
): { value: Ref; written: Ref } {
  const result = draft.compute('calculation', name, 'math.evaluate', { expression: code, digits: 40 });
  return { value: part(result, '/value'), written: writeNumber(draft, part(result, '/text'), format, written) };
}

/** Adds the task that writes a cell of a table, whatever it holds, into a line. */
export function writeCell(draft: GraphDraft, value: Ref, format: NumberFormat): Ref {
  return draft.compute('written', 'Write the value', 'markdown.value', {
    value,
    group_separator: format.group,
    decimal_separator: format.decimal,
  });
}
