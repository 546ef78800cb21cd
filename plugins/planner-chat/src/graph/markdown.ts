/** Escapes text for Markdown, so that what a person wrote is shown and not interpreted. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~$]/g, (sign) => `\\${sign}`)
    .replaceAll(/&(?=[#\w])/g, '\\&');
}

/** At most `length` characters of a text, for titles. */
export function shortened(text: string, length = 80): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length <= length ? plain : `${plain.slice(0, length - 1).toWellFormed()}\u2026`;
}

/** A text with a capital at its beginning. */
export const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
