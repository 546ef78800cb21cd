import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { subjectOf } from './subject.ts';

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
  if (typeof pattern !== 'string' || UNSUPPORTED.test(pattern)) return false;
  try {
    return new RegExp(pattern, 'u').source !== '';
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
    // 100,200 is one number or two, and in a table the comma parts cells.
    if (kind === 'numbers' && (!subject.isPlain || /\b\d{3},\d{3}/.test(subject.sample))) return null;
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
            '**',
            writeNumber(draft, count, context.numbers),
            `** ${escapeMarkdown(captures.extract_kind?.raw ?? kind)} found:`,
          ],
          block,
        };
      },
    };
  },
};

/** "find all matches of the regex '\d+' in 'a1b22'". */
export const regexFind: Recogniser = {
  id: 'texts.regex_find',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const pattern = captures.pattern?.value;
    if (subject === null || !isPattern(pattern)) return null;
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

/** "does the regex '^a+$' match 'aaa'": whether it matches anywhere, and whether it matches the whole. */
export const regexTest: Recogniser = {
  id: 'texts.regex_test',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const pattern = captures.pattern?.value;
    if (subject === null || !isPattern(pattern)) return null;
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
        const yes = (condition: typeof anywhere, then: string, otherwise: string) =>
          draft.compute('said', 'Say it', 'logic.if', { condition, then, else: otherwise });
        return {
          value: anywhere,
          line: [
            yes(anywhere, '**Yes**, the pattern matches', '**No**, the pattern does not match'),
            yes(whole, ' the whole text.', ' the text as a whole.'),
          ],
        };
      },
    };
  },
};
