import type { Language } from './language.ts';

/** What a language says for a name, such as `dates.leap`; nothing where it has no words for it, and no patterns that lead there. */
export function phraseOf({ phrases }: Language, name: string): string {
  return phrases.calculations[name] ?? '';
}
