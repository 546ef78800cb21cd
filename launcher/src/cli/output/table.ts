import Table from 'cli-table3';

const NONE = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' } as const;
const NO_EDGES = { ...NONE, 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '' };

/** What a terminal would obey instead of show. Names in a table come from files and from strangers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** Makes text from outside safe to print on one line of a terminal. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '\u{fffd}');
}

/** Aligned columns without lines, ending in a newline. Cells are made printable. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    chars: { ...NO_EDGES, right: '', 'right-mid': '', middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map(printable)));
  return `${made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
