const MOST = 60;
/** A message can be a megabyte long. */
const LOOKED_AT = 1_000;

/** A title from the first words of a message: whole words, on one line. */
export function titleOf(message: string): string {
  const line = message.trimStart().slice(0, LOOKED_AT).replaceAll(/\s+/g, ' ').trim();
  if (line.length <= MOST) return line;
  const cut = line.slice(0, MOST + 1);
  const space = cut.lastIndexOf(' ');
  // A text without spaces is cut between characters, never inside one.
  const words = space > MOST / 3 ? cut.slice(0, space) : [...line.slice(0, MOST)].slice(0, -1).join('');
  return `${words.replace(/[\s,;:.–-]+$/, '')}…`;
}
