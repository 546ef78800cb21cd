import type { Json } from '@kora/contracts';

/** What a terminal would obey, except line breaks and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A run's output for people and pipes: text as it is, everything else as indented JSON. Ends in a newline.
 * @param interactive true for a terminal, which must not obey what a model wrote; a pipe gets every character.
 */
export function outputText(output: Json, interactive: boolean): string {
  const text = typeof output === 'string' ? output : JSON.stringify(output, null, 2);
  const shown = interactive ? text.replaceAll(CONTROL, '\u{fffd}') : text;
  return shown.endsWith('\n') ? shown : `${shown}\n`;
}
