import { clipText } from '@kora/contracts';

/** Warnings of one call that are kept, and how long each may be: a line of the run log must stay one that can be read. */
const MOST = 40;
const LONGEST = 1024;

/** What a connector warns of, as the record takes it. What is no text is left out. */
export function warningsOf(said: unknown): readonly string[] {
  const warnings = Array.isArray(said) ? said.filter((warning) => typeof warning === 'string') : [];
  const more = warnings.length > MOST ? [`and ${warnings.length - MOST} more warnings`] : [];
  return [...warnings.slice(0, MOST).map((warning) => clipText(warning, LONGEST)), ...more];
}
