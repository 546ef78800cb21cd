interface Cursor {
  at: number;
}

/** The pieces of JSON text with the members of every object in the order of their keys; those with the same key keep theirs. */
export function withSortedKeys(pieces: readonly string[]): readonly string[] {
  return valueAt(pieces, { at: 0 });
}

function valueAt(pieces: readonly string[], cursor: Cursor): readonly string[] {
  const open = pieces[cursor.at++] ?? '';
  if (open !== '{' && open !== '[') return [open];
  const close = open === '{' ? '}' : ']';
  const members: { readonly key: string; readonly pieces: readonly string[] }[] = [];
  while (pieces[cursor.at] !== close) {
    if (pieces[cursor.at] === ',') cursor.at++;
    const written = open === '{' ? (pieces[cursor.at] ?? '') : '';
    if (open === '{') cursor.at += 2;
    const key: unknown = written === '' ? '' : JSON.parse(written);
    const value = valueAt(pieces, cursor);
    members.push({ key: String(key), pieces: written === '' ? value : [written, ':', ...value] });
  }
  cursor.at++;
  if (open === '{') members.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return [open, ...members.flatMap((member, i) => (i === 0 ? member.pieces : [',', ...member.pieces])), close];
}
