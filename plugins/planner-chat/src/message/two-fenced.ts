import { type Frame, framed } from './frame.ts';

const LONGEST = 200_000;
const LABEL =
  /^(?:(?:the )?(schema|data|json|document|instance|first|second|before|after|old|new|left|right|original|changed)|and|with|against|vs\.?)?\s*:?$/i;
const FENCE = /^```([a-zA-Z0-9+-]*)\s*$/;

/** What is called what stands below a line; null when the line is more than a name. */
function labelOf(line: string, otherwise: string): string | null {
  const found = LABEL.exec(line.trim());
  return found === null ? null : `${found[1]?.toLowerCase() ?? otherwise} text`;
}

/** A line that asks above two fenced blocks, with nothing but a name before each, such as "Schema:". */
export function twoFenced(message: string): readonly Frame[] {
  if (message.length > LONGEST) return [];
  const lines = message.trim().split('\n');
  const marks = lines.flatMap((line, i) => (line.includes('```') ? [i] : []));
  const [open = 0, close = 0, open2 = 0, close2 = 0] = marks;
  if (marks.length !== 4 || close2 !== lines.length - 1) return [];
  const [fence, end, fence2, end2] = marks.map((at) => FENCE.exec(lines[at] ?? '')?.[1]);
  if (fence === undefined || end !== '' || fence2 === undefined || end2 !== '') return [];
  const said = (from: number, to: number) => lines.slice(from, to).filter((line) => line.trim() !== '');
  const [asked = '', above = '', ...more] = said(0, open);
  const [between = '', ...others] = said(close + 1, open2);
  const names = [labelOf(above, 'first pasted'), labelOf(between, 'second pasted')];
  const [label, label2] = names;
  if (label == null || label2 == null || label === label2 || more.length + others.length > 0) return [];
  const first = framed(asked, lines.slice(open + 1, close).join('\n'), fence, true);
  const second = framed(asked, lines.slice(open2 + 1, close2).join('\n'), fence2, true);
  if (first.length === 0 || second.length === 0) return [];
  const named = (frames: readonly Frame[], name: string) =>
    frames.flatMap(({ pasted }) => pasted.map((text) => ({ ...text, label: name })));
  return first.map((frame) => ({ ...frame, pasted: [...named(first, label), ...named(second, label2)] }));
}
