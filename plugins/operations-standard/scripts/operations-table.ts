import { isRecord, type OperationDescriptor } from '@kora/contracts';

/** The line in README.md after which the table stands, and the one before which it ends. */
export const TABLE_START = '<!-- operations: written by scripts/write-readme.ts -->';
export const TABLE_END = '<!-- end of operations -->';

function argumentsOf({ arguments: schema }: OperationDescriptor): string {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const names = isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return names.map((name) => (required.includes(name) ? `\`${name}\`` : `\`${name}\`?`)).join(', ');
}

/** The Markdown table of operations, in the form of the formatter; optional arguments end in a question mark. */
export function operationsTable(descriptors: readonly OperationDescriptor[]): string {
  const header = ['operation', 'arguments', 'what it does'];
  const rows = descriptors.map((one) => [`\`${one.name}\``, argumentsOf(one), one.summary.replaceAll('|', '\\|')]);
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A README with its table replaced by the current one. @throws when the two marker lines are missing. */
export function withTable(readme: string, descriptors: readonly OperationDescriptor[]): string {
  const [start, end] = [readme.indexOf(TABLE_START), readme.indexOf(TABLE_END)];
  if (start < 0 || end < start)
    throw new Error('README.md lacks the lines between which the table of operations stands');
  return `${readme.slice(0, start)}${TABLE_START}\n\n${operationsTable(descriptors)}\n\n${readme.slice(end)}`;
}
