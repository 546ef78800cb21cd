import type { Ref } from '../../graph/draft.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { hasOddAddress, hasOtherDates, hasOtherNumbers, hasOtherUrls, hasSpelledAddress } from './left-over.ts';
import { isBareWord, subjectOf } from './subject.ts';

/** Characters by a name or number, which mean themselves without the switch u. */
const BY_NAME = /\\[pPuxc]/;
/** /a/i is a pattern with its switches. */
const SWITCHED = /^\/.*\/[a-z]*$/;

/** Look-around and back-references, which the engine of the operations does not have. */
const UNSUPPORTED = /\(\?[=!<]|\\[1-9]|\\k/;

/** What a text holds that has something to extract: with nothing to be found, something else is meant. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  emails: /\S@\S/,
  urls: /:\/\/|www\./i,
  numbers: /\d/,
  dates: /\d/,
};

/** Whether a pattern is one that the engine of the operations takes. */
function isPattern(pattern: unknown): pattern is string {
  if (typeof pattern !== 'string' || UNSUPPORTED.test(pattern) || SWITCHED.test(pattern)) return false;
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    // Half a pattern, or one of another dialect: the model can say what is wrong with it.
    return false;
  }
}

/** Whether a pattern means the same with and without the switch u: only then does it say what it seems to. */
function isExplained(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '' && new RegExp(pattern).source !== '';
  } catch {
    // Half a pattern, or one of another dialect: the model can say what is wrong with it.
    return false;
  }
}

/** "extract all email addresses from the attached file". */
export const extract: Recogniser = {
  id: 'texts.extract',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const kind = captures.extract_kind?.value;
    if (subject === null || typeof kind !== 'string' || SIGNS[kind]?.test(subject.sample) === false) return null;
    // Numbers are read as English writes them; with another way of writing they could be others.
    if (kind === 'numbers' && context.numbers.decimal !== '.') return null;
    // All of them are asked for, and not everything that is one is found.
    if (kind !== 'emails' && !subject.isWhole) return null;
    if (kind === 'dates' && hasOtherDates(subject.sample, context.language)) return null;
    if (kind === 'urls' && hasOtherUrls(subject.sample)) return null;
    // 100,200 is one number or two, and in a table the comma parts cells.
    if (kind === 'numbers' && (!subject.isPlain || hasOtherNumbers(subject.sample, context.language))) return null;
    if (kind === 'emails' && (hasSpelledAddress(subject.sample) || hasOddAddress(subject.sample))) return null;
    // Ada@example.org and ada@example.org are one address, or two.
    const found = captures.unique === undefined ? [] : (subject.sample.match(/\S+@\S+/g) ?? []);
    if (new Set(found).size > new Set(found.map((address) => address.toLowerCase())).size) return null;
    return {
      ...subject.flags,
      build(draft) {
        const found = draft.compute('found', `Find the ${kind}`, 'text.extract', {
          text: subject.value(draft),
          kind,
          ...(captures.unique === undefined ? {} : { unique: true }),
        });
        const count = draft.compute('count', 'Count them', 'list.count', { items: found });
        const list = draft.compute('listed', 'Write the list', 'text.join', { items: found, separator: '\n' });
        const block = draft.compute('shown', 'Write the result', 'markdown.code', { text: list });
        return {
          value: found,
          line: [
            `${capitalised(escapeMarkdown(captures.extract_kind?.raw ?? kind))} found: `,
            writeNumber(draft, count, context.numbers, { form: 'bold' }),
          ],
          block,
        };
      },
    };
  },
};

/** Whether letters beyond ASCII belong to words is another matter in every dialect. */
const dependsOnDialect = (pattern: string, text: string) => /\\[wWdDsSbB]/.test(pattern) && /[^\0-\x7f]/.test(text);

/** "find all matches of the regex '\d+' in 'a1b22'". */
export const regexFind: Recogniser = {
  id: 'texts.regex_find',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const pattern = captures.pattern?.value;
    if (subject === null || !isPattern(pattern) || dependsOnDialect(pattern, subject.sample)) return null;
    return {
      ...subject.flags,
      build(draft) {
        const matches = draft.compute('matches', 'Find the matches', 'regex.find_all', {
          text: subject.value(draft),
          pattern,
          limit: 10_000,
        });
        const found = draft.compute('found', 'Their texts', 'json.query', { value: matches, expression: '[].text' });
        const list = draft.compute('listed', 'Write the list', 'text.join', { items: found, separator: '\n' });
        return {
          value: found,
          line: ['Matches:'],
          block: draft.compute('shown', 'Write the result', 'markdown.code', { text: list }),
        };
      },
    };
  },
};

/** "explain the regex '^\d{3}$'": what every part of it says. */
export const regexExplain: Recogniser = {
  id: 'texts.regex_explain',
  claim({ pattern: caught }) {
    const pattern = caught?.value;
    // With slashes around it, it has switches, which change what it says.
    if (typeof pattern !== 'string' || pattern.length > 300 || /^\/|\/[a-z]*$/.test(pattern)) return null;
    if (!/[\\^$*+?[({|.]/.test(pattern) || !isExplained(pattern) || BY_NAME.test(pattern)) return null;
    return {
      build(draft) {
        const parts = draft.compute('parts', 'Read the expression', 'regex.describe', { pattern });
        const rows = draft.compute('rows', 'What to show', 'json.query', {
          value: parts,
          expression: '[].{depth: depth, part: part, meaning: meaning}',
        });
        const block = draft.compute('shown', 'Write the table', 'markdown.table', {
          rows,
          columns: ['depth', 'part', 'meaning'],
          max_rows: 200,
        });
        return {
          value: parts,
          line: ['The expression, part by part; a part with a depth is inside the one above it:'],
          block,
        };
      },
    };
  },
};

/** "does the regex '^a+$' match 'aaa'": whether it matches anywhere, and whether it matches the whole. */
export const regexTest: Recogniser = {
  id: 'texts.regex_test',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const pattern = captures.pattern?.value;
    // "does filename match ...": without quotes, a word may stand for something else.
    if (isBareWord(captures) && !/\d/.test(subject?.sample ?? '')) return null;
    if (subject === null || !isPattern(pattern) || dependsOnDialect(pattern, subject.sample)) return null;
    return {
      ...subject.flags,
      build(draft) {
        const text = subject.value(draft);
        const anywhere = draft.compute('match', 'Look for a match', 'regex.test', { text, pattern });
        const whole = draft.compute('whole_match', 'Match the whole text', 'regex.test', {
          text,
          pattern,
          whole: true,
        });
        const choose = (condition: Ref, then: string, otherwise: string | Ref) =>
          draft.compute('said', 'Say it', 'logic.if', { condition, then, else: otherwise });
        const less = choose(
          anywhere,
          '**Yes**, the pattern matches a part of the text, and not the whole text.',
          '**No**, the pattern matches neither the text nor a part of it.',
        );
        return { value: anywhere, line: [choose(whole, '**Yes**, the pattern matches the whole text.', less)] };
      },
    };
  },
};
