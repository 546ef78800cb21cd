/** The lines of a text, which \n, \r\n or \r end. An end after the last line begins no further line; an empty text has none. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
