import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import { capitalised } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';
import { showText, subjectOf } from '../texts/subject.ts';

/** A recogniser that calls one operation of a group, by the name that a slot caught, on a text. */
function oneOf(
  id: string,
  group: string,
  slot: (captures: Captures) => unknown,
  title: (name: string) => string,
  titleOf = (name: string, shown: string) => `${shown}, ${title(name)}`,
): Recogniser {
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
      // Who asks for the escapes of a word that has none asks about something else.
      if (group === 'encode' && !isChanged(name, subject.sample, isBare(captures))) return null;
      return {
        ...subject.flags,
        build: (draft) =>
          showText(
            draft,
            `${subject.flags.usesData === true ? capitalised(title(name)) : titleOf(name, subject.shown)}:`,
            draft.compute('converted', capitalised(title(name)), `${group}.${name}`, { text: subject.value(draft) }),
          ),
      };
    },
  };
}

const isBare = ({ text }: Captures): boolean =>
  typeof text?.value === 'object' && text.value !== null && 'bare' in text.value;

/** What has signs in Morse code that everybody knows. */
const IN_MORSE = /^[a-z0-9.,?'/()":=+@\s-]+$/i;

/** Whether encoding a text says anything: escapes that leave it as it is do not, and not all of it has a sign in Morse code. */
function isChanged(name: string, text: string, bare: boolean): boolean {
  if (name === 'morse') return IN_MORSE.test(text) && /\w/.test(text);
  if (name === 'rot13') return /[a-z]/i.test(text);
  if (!bare) return true;
  // The number 255 is ff, and its digits are 323535.
  if (name === 'hex') return !/^\d+$/.test(text);
  if (name === 'url') return !text.isWellFormed() || encodeURIComponent(text) !== text;
  return name !== 'html' || /[<>&"']/.test(text);
}

/** The signs of letters, digits and marks in ITU-R M.1677-1. */
const MORSE_SIGNS: ReadonlySet<string> = new Set(
  (
    '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ' +
    '.---- ..--- ...-- ....- ..... -.... --... ---.. ----. ----- .-.-.- --..-- ---... ..--.. .----. -....- -..-. -.--. ' +
    '-.--.- .-..-. -...- .-.-. .--.-.'
  ).split(' '),
);

/** A name that the operation leaves as it is, or a number that browsers read as one of Windows. */
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|nbsp);)[a-z]\w*;|&#0*1[2-5]\d;|&#x0*[89][0-9a-f];/i;

const utf8 = (bytes: Buffer): boolean => !bytes.toString('utf8').includes('\ufffd');

/** Whether a text is what it is said to be, and a text comes out of it. */
function isEncoded(name: string, text: string): boolean {
  const plain = text.trim();
  if (name === 'base64')
    return /^[A-Za-z0-9+/]+={0,2}$/.test(plain) && plain.length % 4 === 0 && utf8(Buffer.from(plain, 'base64'));
  if (name === 'base64url') return /^[A-Za-z0-9_-]+={0,2}$/.test(plain) && utf8(Buffer.from(plain, 'base64url'));
  if (name === 'hex') return /^([0-9a-fA-F]{2})+$/.test(plain) && utf8(Buffer.from(plain, 'hex'));
  if (name === 'morse') return plain.split(/[\s/|]+/).every((sign) => MORSE_SIGNS.has(sign));
  if (name === 'html') return !OTHER_ENTITY.test(plain);
  // In forms, a plus is a space.
  return name !== 'url' || (!plain.includes('+') && isUrlEncoded(plain));
}

function isUrlEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== text;
  } catch {
    // The task would say no more than that it is not; the model can say what it is.
    return false;
  }
}

const named = (captures: Captures) => captures.encoding?.value ?? captures.base64?.value;

const HASHES: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  crc32: 'CRC-32',
};
const NAMES: Readonly<Record<string, string>> = { morse: 'Morse code', rot13: 'ROT13', html: 'HTML', url: 'URL' };
const nameOf = (name: string) => NAMES[name] ?? name;

/** Encodings and hashes. */
export const encodings: readonly Recogniser[] = [
  oneOf('encodings.encode', 'encode', named, (name) => `encoded as ${nameOf(name)}`),
  oneOf('encodings.decode', 'decode', named, (name) => `decoded from ${nameOf(name)}`),
  oneOf(
    'encodings.hash',
    'hash',
    (captures) => captures.hash?.value,
    (name) => HASHES[name] ?? name,
    (name, shown) => `${HASHES[name] ?? name} of ${shown}`,
  ),
];
