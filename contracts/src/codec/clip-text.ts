/**
 * The beginning of a text that somebody else wrote, as a field of limited length can hold it: at most so many UTF-16 units, and no half
 * of a character, which no record could be read back with.
 */
export function clipText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).toWellFormed();
}
