import { readFile, writeFile } from 'node:fs/promises';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** Puts text between the markers of a page. @throws when the page has not both of them. */
export function betweenMarkers(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text.trim()}\n\n${page.slice(end)}`;
}

/** Replaces what docs/performance.md holds of the last measurements. */
export async function writeDocs(text: string): Promise<void> {
  const file = new URL('../../docs/performance.md', import.meta.url);
  await writeFile(file, betweenMarkers(await readFile(file, 'utf8'), text));
}
