import { jsonEnd } from '../data/json-extent.ts';
import { type Frame, framed, type Pasted } from './frame.ts';

/** Stands in an instruction for a document that was written in the middle of it. */
export const PLACE = '\ufffc';

const LONGEST = 50_000;
const LONGEST_ASKED = 300;
const MOST = 2;
/** What a document can stand behind, and what may follow it. */
const BEFORE = /(?:^|[\s:(=])$/;
const AFTER = /^(?:$|[\s,;.?!)])/;

interface Span {
  readonly start: number;
  readonly end: number;
}

const isJsonText = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    // Something else in brackets.
    return false;
  }
};

/** The JSON objects and lists that are written in a message; null when there is something between brackets that is neither. */
function spansOf(message: string): readonly Span[] | null {
  const spans: Span[] = [];
  const opening = /[[{]/g;
  for (let found = opening.exec(message); found !== null; found = opening.exec(message)) {
    const start = found.index;
    // A step of a path, such as the 0 of items[0], or of a name.
    if (found[0] === '[' && /[\w.$\]]$/.test(message.slice(0, start))) continue;
    const length = jsonEnd(message.slice(start));
    // Of what is never closed, everything behind the bracket belongs to it: whether it is valid can be said.
    const end = length === null ? message.trimEnd().length : start + length;
    const text = message.slice(start, end);
    const isJson = isJsonText(text);
    if (!BEFORE.test(message.slice(0, start)) || !AFTER.test(message.slice(end))) return null;
    // Brackets are signs of prose, too, and braces hardly ever.
    if (!isJson && (text.startsWith('[') || !/^\{\s*(?:["'\w}]|$)/.test(text) || hasWordsBehind(text))) return null;
    spans.push({ start, end });
    if (spans.length > MOST) return null;
    opening.lastIndex = end;
  }
  return spans;
}

/** Whether something that is never closed goes on in words. */
const hasWordsBehind = (text: string): boolean =>
  jsonEnd(text) === null && /\p{L}{2,}\s+\p{L}{2,}/u.test(text.replaceAll(/"(?:[^"\\]|\\.)*"?/g, '""'));

/** The ways to read a message in which one or two JSON documents stand among the words: with a sign in their place, or as data below or above a request. */
export function inlined(message: string): readonly Frame[] {
  if (message.length > LONGEST || !/[[{]/.test(message) || message.includes(PLACE)) return [];
  const spans = spansOf(message);
  if (spans === null || spans.length === 0) return [];
  const pasted: readonly Pasted[] = spans.map(({ start, end }) => ({
    text: message.slice(start, end),
    fence: 'json',
    closed: true,
  }));
  const between = [...spans, { start: message.length, end: message.length }].map(({ start }, i) =>
    message.slice(i === 0 ? 0 : spans[i - 1]?.end, start),
  );
  const instruction = between.join(PLACE).trim();
  if (instruction.length > LONGEST_ASKED || instruction.length <= spans.length * 2) return [];
  const [before = '', after = ''] = between;
  const [first, second] = pasted;
  // A document at an end of the message is read as pasted text is.
  const apart =
    first === undefined || second !== undefined || (before.trim() !== '' && after.trim() !== '')
      ? ''
      : `${before}${after}`;
  const isBelow = before.trim() !== '' && before.endsWith('\n');
  const below = apart === '' || isBelow ? [] : framed(apart, first?.text ?? '', 'json', true);
  return [...below, { instruction, pasted }].map((frame) => ({ ...frame, inline: true }));
}
