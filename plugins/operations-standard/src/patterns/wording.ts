import type { AST } from '@eslint-community/regexpp';

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\n': 'a line feed',
  '\r': 'a carriage return',
  '\t': 'a tab',
  '\0': 'a null character',
};

const isVisible = (text: string) => /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) && text.trim() === text;

/** A text that must stand there, with characters that nobody sees by their names. */
export function named(text: string): string {
  if (isVisible(text)) return `the text "${text}"`;
  return Array.from(text, (character) => NAMES[character] ?? visible(character)).join(', then ');
}

const visible = (character: string) =>
  isVisible(character) ? `"${character}"` : `the character U+${hex(character.codePointAt(0) ?? 0)}`;
const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, '0');
const one = (code: number) => {
  const character = String.fromCodePoint(code);
  return NAMES[character] ?? visible(character);
};

/** `\d`, `\w`, `\s`, `.` and properties. */
export function describeSet(set: AST.CharacterSet): string {
  switch (set.kind) {
    case 'any':
      return 'any character but a line break';
    case 'digit':
      return set.negate ? 'a character that is no digit' : 'a digit';
    case 'word':
      return set.negate ? 'a character that is no letter, digit or underscore' : 'a letter, digit or underscore';
    case 'space':
      return set.negate ? 'a character that is no white space' : 'white space';
    default:
      return `a character ${set.negate ? 'without' : 'with'} the property ${set.raw.slice(3, -1)}`;
  }
}

/** `[a-z_]`. */
export function describeClass(set: AST.CharacterClass): string {
  const items = set.elements.map((item) => {
    if (item.type === 'Character') return one(item.value);
    if (item.type === 'CharacterClassRange') return `${one(item.min.value)} to ${one(item.max.value)}`;
    if (item.type === 'CharacterSet') return describeSet(item);
    throw new Error(`${item.raw} is not described`);
  });
  if (items.length === 0) return set.negate ? 'any character' : 'a character that there is not';
  return `${set.negate ? 'a character other than' : 'one of'} ${items.join(', ')}`;
}

/** Begins with a comma. */
export function describeQuantity({ min, max, greedy }: AST.Quantifier): string {
  const lazy = greedy ? '' : ', as few as possible';
  if (min === max) return `, exactly ${min} ${min === 1 ? 'time' : 'times'}`;
  if (min === 0 && max === 1) return `, once or not at all${lazy}`;
  if (max === Number.POSITIVE_INFINITY)
    return `, ${min === 0 ? 'any number of times' : min === 1 ? 'once or more' : `${min} times or more`}${lazy}`;
  return `, ${min} to ${max} times${lazy}`;
}

/** `^`, `$`, `\b` and what looks around. */
export function describeAssertion(assertion: AST.Assertion): string {
  switch (assertion.kind) {
    case 'start':
      return 'the start of the text';
    case 'end':
      return 'the end of the text';
    case 'word':
      return assertion.negate ? 'no edge of a word' : 'the edge of a word';
    case 'lookahead':
      return assertion.negate ? 'not followed by' : 'followed by';
    default:
      return assertion.negate ? 'not preceded by' : 'preceded by';
  }
}
