import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { couldBeTitle } from './count.ts';
import { subjectOf } from './subject.ts';
import { hasGaps, isCommaList, isLines, textOf, transform } from './transform.ts';

const LONGEST = 20_000;

/** "sort by length: ccc, a, bb"; what is equally long keeps its order, which the answer says. */
export const sortByLength: Recogniser = transform('texts.sort_by_length', (captures, subject) => {
  const text = subject.sample;
  const lines = isLines(text);
  if (!subject.isPlain || !subject.isWhole || hasGaps(text) || !(lines || isCommaList(text))) return null;
  if (text.length > LONGEST || /[^\0-\x7f]/.test(text)) return null;
  const items = text.split(lines ? '\n' : ',').map((item) => item.trim());
  const isTied = new Set(items.map(({ length }) => length)).size < items.length;
  const descending = textOf(captures, 'length_order') === 'descending';
  if (items.includes('') || (descending && isTied)) return null;
  const order = descending ? 'the longest first' : 'the shortest first';
  return {
    title: `Sorted by length, ${order}${isTied ? '; what is equally long keeps its order' : ''}`,
    run(draft, value) {
      const separator = lines ? '\n' : ',';
      const parts = draft.compute('items', 'Part the list', 'text.split', { text: value, separator, trim: true });
      const expression = descending ? 'reverse(sort_by(@, &length(@)))' : 'sort_by(@, &length(@))';
      const sorted = draft.compute('sorted', 'Sort by length', 'json.query', { value: parts, expression });
      const joint = lines ? '\n' : ', ';
      return draft.compute('joined', 'Write the list', 'text.join', { items: sorted, separator: joint });
    },
  };
});

/** "longest word in 'the quick brown fox jumps'": where exactly one is the longest, or the shortest. */
export const longestWord: Recogniser = {
  id: 'texts.longest_word',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const which = textOf(captures, 'length_end');
    if (subject === null || which === null || !subject.isPlain || !subject.isWhole) return null;
    const text = subject.sample;
    // Numbers, hyphens and apostrophes: what a word is then, and how long, is said in several ways.
    if (text.length > LONGEST || /[^\x20-\x7e\s]|\d|[a-z][^a-z\s]+[a-z]/i.test(text)) return null;
    if (couldBeTitle(text, context.language)) return null;
    const words = text.match(/[a-z]+/gi) ?? [];
    const lengths = words.map(({ length }) => length);
    const best = which === 'longest' ? Math.max(...lengths) : Math.min(...lengths);
    if (words.length < 2 || words.filter(({ length }) => length === best).length !== 1) return null;
    return {
      ...subject.flags,
      build(draft) {
        const all = draft.compute('words', 'Find the words', 'regex.find_all', {
          text: subject.value(draft),
          pattern: '[A-Za-z]+',
          limit: 10_000,
        });
        const value = draft.compute('word', `The ${which} of them`, 'json.query', {
          value: all,
          expression: `${which === 'longest' ? 'max_by' : 'min_by'}([].text, &length(@))`,
        });
        const length = draft.compute('length', 'Its length', 'json.query', { value, expression: 'length(@)' });
        const nouns = { one: 'letter', other: 'letters' } as const;
        const shown = writeNumber(draft, length, context.numbers, nouns);
        return { value, line: [`The ${which} word is **`, value, '**, with ', shown] };
      },
    };
  },
};
