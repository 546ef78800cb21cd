import { type Frame, framed } from './frame.ts';
import { inlined } from './inlined.ts';
import { twoFenced } from './two-fenced.ts';

/** Longer instructions are prose: nobody asks for a calculation in so many words. */
export const LONGEST_INSTRUCTION = 2_000;

const whole = (message: string): Frame[] =>
  message.length <= LONGEST_INSTRUCTION ? [{ instruction: message, pasted: [] }] : [];

/** The message without its only fenced block, and the block. */
function fenced(message: string): Frame[] {
  // Most messages have none: this is many times faster than the expression.
  if (!message.includes('```') && !message.includes('~~~')) return [];
  const open = /(^|\n)(`{3,}|~{3,})([a-zA-Z0-9+-]*)[^\S\n]*\n/.exec(message);
  if (open === null) return [];
  const fence = open[2] ?? '';
  const start = open.index + open[0].length;
  const close = message.indexOf(`\n${fence}`, start - 1);
  if (close < 0) return [];
  const before = message.slice(0, open.index);
  const after = message.slice(close + 1 + fence.length);
  if (/`{3}|~{3}/.test(after.slice(0, LONGEST_INSTRUCTION)) || (before.trim() !== '' && after.trim() !== '')) return [];
  return framed(
    before.trim() === '' ? after : before,
    message.slice(start, Math.max(start, close)),
    open[3] ?? '',
    true,
  );
}

/** A first or last line that asks, and everything else. */
function lined(message: string): Frame[] {
  const trimmed = message.trim();
  // A fence that is never closed: what belongs to the data, nobody knows.
  if (/^(`{3}|~{3})/m.test(trimmed.slice(0, LONGEST_INSTRUCTION))) return [];
  const first = trimmed.indexOf('\n');
  if (first < 0) return [];
  const rest = trimmed.slice(first + 1).replace(/^\s*\n/, '');
  const gap = trimmed.lastIndexOf('\n\n');
  const last = gap < 0 ? [] : framed(trimmed.slice(gap), trimmed.slice(0, gap), '', false);
  return [...framed(trimmed.slice(0, first), rest, '', false), ...last];
}

/** The ways to read a message, the plainest first. Cheap: a message of any length is only searched for line ends and fences. */
export function framesOf(message: string): readonly Frame[] {
  const block = fenced(message);
  return block.length > 0 ? block : [...whole(message), ...lined(message), ...twoFenced(message), ...inlined(message)];
}
