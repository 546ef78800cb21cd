/** Longest repetition that is passed on: beyond 2000 llama.cpp has no limit and does not say so, or refuses. */
const MAX_REPETITION = 1000;

/** Formats that its grammars know. */
const FORMATS: readonly unknown[] = ['date', 'time', 'date-time', 'uuid'];

/** True for a length or a count that holds. */
export function isRepetition(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_REPETITION;
}

/** True for a format that holds. */
export function isFormat(value: unknown): value is string {
  return FORMATS.includes(value);
}

/**
 * True for a pattern that holds: whole strings only, and without groups, look-around, lazy quantifiers or property classes,
 * which llama.cpp ignores or misreads.
 */
export function isPattern(value: unknown): value is string {
  const plain = String.raw`[A-Za-z0-9_ :,@#%&=;!/~-]|\\[dws.+*?/-]|\[[A-Za-z0-9_ .-]+\]|\.`;
  const times = String.raw`[*+?]|\{\d{1,3}(?:,\d{1,3})?\}`;
  return typeof value === 'string' && new RegExp(String.raw`^\^(?:(?:${plain})(?:${times})?)+\$$`).test(value);
}
