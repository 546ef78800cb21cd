import type { Json } from '@kora/contracts';

/** Where a verb writes: data to one side, everything that is said about it to the other. */
export interface Terminal {
  /** Data that the caller asked for. */
  print(text: string): void;
  /** One JSON value on one line of its own, as data. */
  printJson(value: Json | object): void;
  /** True when a person sees what is printed, false for a file or another program. */
  readonly interactive: boolean;
  /** Progress, notices and errors for the person who watches. */
  say(line: string): void;
  /** Shows a line for the person who watches that the next one replaces; empty takes it away. Absent where nobody watches. */
  redraw?(line: string): void;
}

/** The terminal that this process was started on. */
export function processTerminal(streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  return {
    interactive: streams.stdout.isTTY,
    print: (text) => streams.stdout.write(text),
    printJson: (value) => streams.stdout.write(`${JSON.stringify(value)}\n`),
    say: (line) => streams.stderr.write(`${line}\n`),
    // Back to the first column, and everything behind it is erased.
    ...(streams.stderr.isTTY ? { redraw: (line: string) => void streams.stderr.write(`\r\u001b[K${line}`) } : {}),
  };
}
