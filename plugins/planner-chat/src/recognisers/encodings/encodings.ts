import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { Recogniser } from '../recogniser.ts';
import { showText, subjectOf } from '../texts/subject.ts';

/** A recogniser that calls one operation of a group, by the name that a slot caught, on a text. */
function oneOf(id: string, group: string, slot: (captures: Captures) => unknown, title: string): Recogniser {
  return {
    id,
    claim(captures: Captures, context: RequestContext) {
      const quoted = captures.quoted?.value;
      const subject = subjectOf(
        typeof quoted === 'string' ? { text: { value: { literal: quoted }, raw: '' } } : captures,
        context,
      );
      const name = slot(captures);
      if (subject === null || typeof name !== 'string') return null;
      // The text of an attachment need not be its bytes.
      if (group !== 'decode' && subject.flags.usesData === true) return null;
      if (group === 'decode' && !isEncoded(name, subject.sample)) return null;
      return {
        ...subject.flags,
        build: (draft) =>
          showText(
            draft,
            `${title} ${name}:`,
            draft.compute('converted', `${title} ${name}`, `${group}.${name}`, { text: subject.value(draft) }),
          ),
      };
    },
  };
}

/** Whether a text can be what it is said to be. What it decodes to may still be no text, which the task then says. */
function isEncoded(name: string, text: string): boolean {
  const plain = text.trim();
  if (name === 'base64') return /^[A-Za-z0-9+/]+={0,2}$/.test(plain) && plain.length % 4 === 0;
  if (name === 'hex') return /^([0-9a-fA-F]{2})+$/.test(plain);
  return true;
}

const named = (captures: Captures) => captures.encoding?.value ?? captures.base64?.value;

/** Encodings and hashes. */
export const encodings: readonly Recogniser[] = [
  oneOf('encodings.encode', 'encode', named, 'Encoded as'),
  oneOf('encodings.decode', 'decode', named, 'Decoded from'),
  oneOf('encodings.hash', 'hash', (captures) => captures.hash?.value, 'Hash'),
];
