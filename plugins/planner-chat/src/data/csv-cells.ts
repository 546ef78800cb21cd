/** Cells of one line of CSV (RFC 4180); null when a quotation is not closed on the line. */
export function cellsOf(line: string, delimiter: string): readonly string[] | null {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] === '"') {
      const closed = /^"((?:[^"]|"")*)"/.exec(line.slice(at));
      if (closed === null) return null;
      at += closed[0].length;
      if (at < line.length && line[at] !== delimiter) return null;
      cells.push((closed[1] ?? '').replaceAll('""', '"'));
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length : end;
    }
    at++;
  }
  return cells.map((cell) => cell.trim());
}
