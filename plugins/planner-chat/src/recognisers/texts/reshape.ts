import type { Recogniser } from '../recogniser.ts';
import { couldBeTitle } from './count.ts';
import { hasGaps, isLines, textOf, transform } from './transform.ts';

/** "slugify: Hello, World!": of letters, digits and marks that everybody leaves out. */
export const slug: Recogniser = transform('texts.slug', (_captures, { sample, isPlain }) => {
  // An ü becomes u or ue, an & becomes "and" or nothing, and "it's" is one part or two.
  if (!isPlain || !/^[a-z0-9 .,!?:;()"-]+$/i.test(sample) || /[.,:]\w/.test(sample)) return null;
  return /[a-z0-9]/i.test(sample)
    ? { title: 'As a slug', run: (draft, text) => draft.compute('slug', 'Make a slug', 'text.slug', { text }) }
    : null;
});

/** The separator that was asked for, and how the answer names it. */
function separatorOf(captures: Parameters<typeof textOf>[0]) {
  const quoted = textOf(captures, 'by');
  const sign = textOf(captures, 'by_sign');
  if (quoted !== null) return /\\/.test(quoted) ? null : { sign: quoted, named: `“${quoted}”`, isQuoted: true };
  return sign === null || sign === '\n' ? null : { sign, named: captures.by_sign?.raw ?? '', isQuoted: false };
}

/** "join these lines with commas": a comma has a space behind it, unless it is in quotes, and the answer says so. */
export const joinLines: Recogniser = transform('texts.join_lines', (captures, { sample, isPlain, isWhole }) => {
  const separator = separatorOf(captures);
  if (separator === null || !isPlain || !isWhole || !isLines(sample) || hasGaps(sample)) return null;
  if (/\r|^[ \t]|[ \t]$/m.test(sample) || sample.trim().includes(separator.sign)) return null;
  const isSpaced = !separator.isQuoted && /[,;]/.test(separator.sign);
  if (separator.isQuoted && /[`*_[\]<>\\]/.test(separator.sign)) return null;
  return {
    title: `Lines joined with ${separator.named}${isSpaced ? ', a space behind each' : ''}`,
    run(draft, text) {
      const trimmed = draft.compute('trimmed', 'Trim the text', 'text.trim', { text });
      const items = draft.compute('lines', 'Part the lines', 'text.split', { text: trimmed, separator: '\n' });
      const joint = isSpaced ? `${separator.sign} ` : separator.sign;
      return draft.compute('joined', 'Join them', 'text.join', { items, separator: joint });
    },
  };
});

/** "split by comma: a, b, c": one in a line, without the spaces around it. */
export const splitAt: Recogniser = transform('texts.split', (captures, { sample, isPlain, isWhole }) => {
  const separator = separatorOf(captures);
  if (separator === null || !isPlain || !isWhole || isLines(sample) || /["\\]/.test(sample)) return null;
  const parts = sample.split(separator.sign);
  // Commas of a number and of a sentence part something else.
  if (parts.length < 2 || parts.some((part) => part.trim() === '') || /\d,\d{3}(?!\d)/.test(sample)) return null;
  if (separator.isQuoted && /[`*_[\]<>]/.test(separator.sign)) return null;
  return {
    title: `Split at ${separator.named}, one in a line`,
    run(draft, text) {
      const items = draft.compute('parts', 'Part the text', 'text.split', {
        text,
        separator: separator.sign,
        trim: true,
      });
      return draft.compute('joined', 'One in a line', 'text.join', { items, separator: '\n' });
    },
  };
});

/** What stands between the parts of each unit. */
const BETWEEN: Readonly<Record<string, string>> = { words: ' ', lines: '\n', characters: '', letters: '' };

/** "first 3 letters of 'hello'", "last 2 lines". */
export const ends: Recogniser = transform('texts.ends', (captures, { sample, isPlain, isWhole }, { language }) => {
  const [which, unit] = [textOf(captures, 'end_of'), textOf(captures, 'count_unit')];
  const amount = captures.integer?.value ?? 1;
  const separator = BETWEEN[unit ?? ''];
  if (which === null || separator === undefined || typeof amount !== 'number' || !isPlain || !isWhole) return null;
  const isShort = separator === '' && !/\s/.test(sample.trim());
  if ((couldBeTitle(sample, language) && !isShort) || /[^\x20-\x7e\n]/.test(sample)) return null;
  if (unit === 'lines' ? hasGaps(sample) || !isLines(sample) : isLines(sample) || / {2}|^ | $/.test(sample))
    return null;
  const parts = sample.replace(/\n+$/, '').split(separator);
  if (amount < 1 || amount >= parts.length || /^\s|[ \t]\n*$/.test(sample)) return null;
  const cut = which === 'first' ? parts.slice(0, amount) : parts.slice(-amount);
  // "the last word of 'hello world.'" has a full stop, or none.
  if (unit === 'words' && /^[^a-z0-9]|[^a-z0-9]$/i.test(cut.join(separator))) return null;
  if (unit === 'letters' && !cut.every((part) => /[a-z]/i.test(part))) return null;
  const noun = amount === 1 ? `${unit}`.replace(/s$/, '') : `${amount} ${unit}`;
  return {
    title: `The ${which} ${noun}`,
    run(draft, text) {
      const trimmed = draft.compute('trimmed', 'Trim the text', 'text.trim', { text });
      const all = draft.compute('parts', 'Part the text', 'text.split', { text: trimmed, separator });
      const span = which === 'first' ? { start: 0, end: amount } : { start: -amount };
      const items = draft.compute('some', `The ${which} of them`, 'list.slice', { items: all, ...span });
      return draft.compute('joined', 'Put them together', 'text.join', { items, separator });
    },
  };
});

/** "remove spaces from 'a b c'", "remove the punctuation: hi, there!". */
export const remove: Recogniser = transform('texts.remove', (captures, { sample, isPlain, isWhole }) => {
  const kind = textOf(captures, 'removable');
  if (kind === null || !isPlain || !isWhole || sample !== sample.trim() || /[^\x20-\x7e]/.test(sample)) return null;
  if (kind === 'spaces' ? !sample.includes(' ') || / {2}/.test(sample) : !/[.,;:!?]/.test(sample)) return null;
  // The points of 1.5 and of "it's" hold something together, and a mark between spaces leaves two of them.
  const isHeld = /[^\sa-z0-9][a-z0-9]|[$+<=>^`|~]|\s[^\sa-z0-9]+(?:\s|$)/i;
  if (kind === 'punctuation' && isHeld.test(sample)) return null;
  return {
    title: `Without ${kind}`,
    run: (draft, text) =>
      draft.compute('removed', `Remove the ${kind}`, 'regex.replace', {
        text,
        pattern: kind === 'spaces' ? ' ' : '\\p{P}',
        replacement: '',
      }),
  };
});

const TESTS: Readonly<Record<string, string>> = { contain: 'contains', start: 'starts_with', end: 'ends_with' };

/** "lines that contain 'error'": in exactly these letters. */
export const linesWith: Recogniser = transform('texts.lines_with', (captures, { sample, isPlain, isWhole }) => {
  const find = textOf(captures, 'find') ?? textOf(captures, 'find_bare');
  const name = textOf(captures, 'line_test');
  const test = TESTS[name ?? ''];
  if (find === null || test === undefined || !isPlain || !isWhole || !isLines(sample)) return null;
  // "lines with fruit" may have apples in them.
  const isLoose = /^with$|includ|have$/i.test(captures.line_test?.raw ?? '');
  if (captures.find === undefined && isLoose && find !== find.toUpperCase()) return null;
  if (/['`\\\n]/.test(find) || /\r/.test(sample)) return null;
  const fits = (line: string, part: string) =>
    name === 'contain' ? line.includes(part) : name === 'start' ? line.startsWith(part) : line.endsWith(part);
  const lines = sample.split('\n');
  const found = lines.filter((line) => fits(line, find)).length;
  // With other letters, or behind spaces, others could be meant.
  const loose = lines.filter((line) => fits(line.trim().toLowerCase(), find.toLowerCase())).length;
  if (found === 0 || found !== loose) return null;
  const isWord = /^\w{2,}$/.test(find);
  if (isWord && lines.some((line) => new RegExp(`\\w${find}|${find}\\w`).test(line) && fits(line, find))) return null;
  return {
    title: found === 1 ? 'One line' : `${found} lines`,
    run(draft, text) {
      const items = draft.compute('lines', 'Part the lines', 'text.split', { text, separator: '\n' });
      const kept = draft.compute('kept', 'Keep the lines that fit', 'json.query', {
        value: items,
        expression: `[?${test}(@, '${find}')]`,
      });
      return draft.compute('joined', 'Write the lines', 'text.join', { items: kept, separator: '\n' });
    },
  };
});
