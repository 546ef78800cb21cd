import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { describeAssertion, describeClass, describeQuantity, describeSet, named } from './wording.ts';

/** One part of a regular expression and what it says in words. Parts inside others come after them, one level deeper. */
export interface PatternPart {
  readonly depth: number;
  readonly part: string;
  readonly meaning: string;
}

function ofAlternatives(alternatives: readonly AST.Alternative[], depth: number): readonly PatternPart[] {
  const [only, ...more] = alternatives;
  if (only !== undefined && more.length === 0) return ofSequence(only.elements, depth);
  return alternatives.flatMap(({ elements, raw }, i): readonly PatternPart[] => {
    const word = i === 0 ? 'either' : 'or';
    if (elements.length === 0) return [{ depth, part: '', meaning: `${word} nothing` }];
    return [{ depth, part: raw, meaning: `${word}:` }, ...ofSequence(elements, depth + 1)];
  });
}

/** Characters that stand one after the other are one part. */
function ofSequence(elements: readonly AST.Element[], depth: number): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let text = '';
  let raw = '';
  const flush = () => {
    if (text !== '') parts.push({ depth, part: raw, meaning: named(text) });
    text = '';
    raw = '';
  };
  for (const element of elements) {
    if (element.type === 'Character') {
      text += String.fromCodePoint(element.value);
      raw += element.raw;
    } else {
      flush();
      parts.push(...ofElement(element, element.raw, '', depth));
    }
  }
  flush();
  return parts;
}

/** `part` is what is shown and `often` what is said of it: both come from the quantifier around an element, if there is one. */
function ofElement(element: AST.Element, part: string, often: string, depth: number): readonly PatternPart[] {
  const said = (meaning: string) => [{ depth, part, meaning: `${meaning}${often}` }];
  switch (element.type) {
    case 'Character':
      return said(named(String.fromCodePoint(element.value)));
    case 'CharacterSet':
      return said(describeSet(element));
    case 'CharacterClass':
      return said(describeClass(element));
    case 'Backreference':
      return said(`the same text that group ${element.ref} caught`);
    case 'Quantifier':
      return ofElement(element.element, part, describeQuantity(element), depth);
    case 'Assertion':
      if (element.kind !== 'lookahead' && element.kind !== 'lookbehind') return said(describeAssertion(element));
      return [
        { depth, part, meaning: `${describeAssertion(element)}${often}:` },
        ...ofAlternatives(element.alternatives, depth + 1),
      ];
    case 'Group':
    case 'CapturingGroup':
      return [
        { depth, part, meaning: `${groupName(element)}${often}:` },
        ...ofAlternatives(element.alternatives, depth + 1),
      ];
    default:
      throw new Error(`${element.raw} is not described`);
  }
}

function groupName(group: AST.Group | AST.CapturingGroup): string {
  if (group.type === 'Group') return 'a group that is not remembered';
  return group.name === null ? 'a group' : `a group named ${group.name}`;
}

/**
 * What a regular expression (ECMAScript, without switches) says, part by part.
 * @throws SyntaxError for a text that is none.
 */
export function describePattern(pattern: string): readonly PatternPart[] {
  return ofAlternatives(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern).alternatives, 0);
}
