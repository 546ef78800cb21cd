import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import type { Language } from '../../language/language.ts';
import type { Recogniser } from '../recogniser.ts';
import { isBareWord, type Subject, showText, subjectOf } from './subject.ts';

/** How one text is made of another, and what is said above it. */
export interface Step {
  readonly title: string;
  run(draft: GraphDraft, text: string | Ref): Ref;
}

/** A recogniser that makes one text of another. */
export function transform(
  id: string,
  plan: (captures: Captures, subject: Subject, context: RequestContext) => Step | null,
): Recogniser {
  return {
    id,
    claim(captures, context) {
      const subject = subjectOf(captures, context);
      const step = subject === null ? null : plan(captures, subject, context);
      if (subject === null || step === null) return null;
      return {
        ...subject.flags,
        build: (draft) => showText(draft, `${step.title}:`, step.run(draft, subject.value(draft))),
      };
    },
  };
}

/** What a pattern caught by some name, where that is a text. */
export const textOf = (captures: Captures, name: string) => {
  const value = captures[name]?.value;
  return typeof value === 'string' ? value : null;
};

const COMMAS = /^[^\n]*[^\s,],\s*[^\n,]+$/;
/** A list on one line, with commas. */
export const isCommaList = (text: string) =>
  COMMAS.test(text.trim()) && !/[.!?;:()]/.test(text) && !ITEM_JOINTS.test(text) && text.length < 20_000;
/** "b, a and c" has two items or three. */
const ITEM_JOINTS = /(^|[\s,])(and|or|&|\+|\/)(?=\s)/i;
/** Several lines. */
export const isLines = (text: string) => text.trim().includes('\n');
/** Lists have no empty lines inside: what stands behind one may be something else. */
export const hasGaps = (text: string) => /\S\s*\n\s*\n\s*\S/.test(text);
/** Numbers have an order of their own, which is not that of their digits. */
const holdsNumbers = (text: string) => /(^|[\n,])\s*[-+$\u20ac\u00a3]?\d/.test(text);

/** a2 and a10 stand in one order by their letters and in another by what they count. */
function hasCountedNames(text: string): boolean {
  const digits = text.match(/(?<=[^\s,\d][ -]?)\d+/g) ?? [];
  return new Set(digits.map(({ length }) => length)).size > 1;
}

/** Whether several items are days, months, numbers or sizes, which have an order of their own, or begin with a sign. */
function hasOwnOrder(text: string, { weekdays, months, numbers, steps }: Language): boolean {
  const items = text.split(/[\n,]/).map((item) => item.trim().toLowerCase());
  const known = items.filter((item) => [weekdays, months, numbers, steps].some((words) => words.has(item)));
  return known.length > 1 || items.some((item) => /^[^\p{L}\p{N}]/u.test(item));
}

/** Whether two items are the same but for capitals or spaces: then who knows whether they are duplicates. */
function differsOnlyInCase(text: string): boolean {
  const items = text.split(/[\n,]/).map((item) => item.replace(/\r$/, ''));
  const exact = new Set(isLines(text) ? text.split(/\r?\n/) : items.map((item) => item.trim()));
  return new Set([...exact].map((item) => item.trim().toLowerCase())).size < exact.size;
}

function overItems(
  draft: GraphDraft,
  text: string | Ref,
  operation: string,
  args: Readonly<Record<string, string>>,
): Ref {
  const items = draft.compute('items', 'Part the list at commas', 'text.split', {
    text,
    separator: ',',
    trim: true,
    drop_empty: true,
  });
  const changed = draft.compute('changed', 'Change the list', operation, { items, ...args });
  return draft.compute('joined', 'Write the list', 'text.join', { items: changed, separator: ', ' });
}

/** NASA and iPhone are no words to write in small letters, O'Neill has two capitals, and a Turkish i is another letter. */
function keepsNames(text: string, to: string): boolean {
  if (/[\u0130\u0131]/.test(text)) return false;
  if (to !== 'title' && to !== 'sentence') return true;
  if (to === 'title' && /(^|[\s-])\p{L}{1,2}['\u2019]\p{L}{2,}/u.test(text)) return false;
  const hasSmall = /\p{Ll}/u.test(text);
  // "i met Paul": the capital in the middle is a name's.
  if (to === 'sentence' && hasSmall && /(^|\s)\p{Ll}.*[^.!?]\s\p{Lu}/su.test(text)) return false;
  return !(hasSmall && /\p{Lu}\p{Lu}|\p{Ll}\p{Lu}/u.test(text));
}

/** Ways of writing that part words. */
const JOINED: ReadonlySet<string> = new Set(['snake', 'kebab', 'camel', 'pascal', 'constant']);

/** What makes one text of another, by the id of its patterns. */
export const transforms: readonly Recogniser[] = [
  transform('texts.case', (captures, subject, { language }) => {
    const to = textOf(captures, 'case_style');
    if (to === null) return null;
    // Whether small words get a capital in titles, every publisher decides anew: the answer says what was done.
    const [, ...later] = subject.sample.toLowerCase().split(/\s+/);
    const hasSmall = to === 'title' && later.some((word) => language.small.has(word));
    if (!keepsNames(subject.sample, to)) return null;
    // "variables in snake case": one word without quotes is meant itself only where it is such a name.
    if (isBareWord(captures) && !(JOINED.has(to) && /^(?!Ma?c\p{Lu}).*(?:[_-]|\p{Ll}\p{Lu})/u.test(subject.sample)))
      return null;
    // file2 is one word or two.
    if (JOINED.has(to) && /\p{L}\d|\d\p{L}/u.test(subject.sample)) return null;
    const raw = captures.case_style?.raw ?? to;
    const title = /case|caps|capital|letters/i.test(raw) ? `In ${raw}` : `In ${to} case`;
    return {
      title: hasSmall ? `${title}, every word capitalised` : title,
      run: (draft, text) => draft.compute('case', `Change to ${to} case`, 'text.case', { text, to }),
    };
  }),
  transform('texts.reverse', (captures, subject) => {
    if (!subject.isPlain) return null;
    const asked = textOf(captures, 'reverse_by') ?? 'characters';
    const commas = !isLines(subject.sample) && isCommaList(subject.sample);
    if (asked === 'items' && commas) {
      return { title: 'Reversed', run: (draft, text) => overItems(draft, text, 'list.reverse', {}) };
    }
    if (hasGaps(subject.sample) || (commas && asked === 'words')) return null;
    if ((asked === 'items' || asked === 'lines') && !isLines(subject.sample)) return null;
    const by = asked === 'items' ? 'lines' : asked;
    // Who pastes several lines, or a list, may mean their order.
    if (captures.reverse_by === undefined && (isLines(subject.sample) || commas)) return null;
    return {
      title: 'Reversed',
      run: (draft, text) => draft.compute('reversed', `Reverse the ${by}`, 'text.reverse', { text, by }),
    };
  }),
  transform('texts.sort', (captures, subject, { language }) => {
    const descending = textOf(captures, 'order') === 'descending';
    if (!subject.isWhole || holdsNumbers(subject.sample) || hasGaps(subject.sample) || !subject.isPlain) return null;
    if (hasCountedNames(subject.sample) || hasOwnOrder(subject.sample, language)) return null;
    if (isLines(subject.sample)) {
      const actions = [descending ? 'sort_descending' : 'sort'];
      return {
        title: 'Sorted',
        run: (draft, text) =>
          draft.compute('sorted', 'Sort the lines', 'text.lines', { text, actions, locale: language.code }),
      };
    }
    if (!isCommaList(subject.sample)) return null;
    const order = descending ? 'descending' : 'ascending';
    return {
      title: 'Sorted',
      run: (draft, text) => overItems(draft, text, 'list.sort', { order, locale: language.code }),
    };
  }),
  transform('texts.dedupe', (_captures, subject) => {
    if (differsOnlyInCase(subject.sample) || hasGaps(subject.sample) || !subject.isPlain) return null;
    if (isLines(subject.sample)) {
      return {
        title: 'Without repeated lines',
        run: (draft, text) =>
          draft.compute('unique', 'Remove repeated lines', 'text.lines', { text, actions: ['dedupe'] }),
      };
    }
    if (!isCommaList(subject.sample)) return null;
    return { title: 'Without repeats', run: (draft, text) => overItems(draft, text, 'list.unique', {}) };
  }),
  transform('texts.lines', (captures, subject) => {
    const action = textOf(captures, 'line_action');
    if (action === null || !isLines(subject.sample) || !subject.isPlain) return null;
    if (action === 'number' && hasGaps(subject.sample)) return null;
    return {
      title: 'Result',
      run: (draft, text) => draft.compute('lines', 'Change the lines', 'text.lines', { text, actions: [action] }),
    };
  }),
  transform('texts.trim', ({ blanks }, { sample }) => {
    // Where there are spaces inside, those may be meant: when the ends have none, or when it is the spaces that are to go.
    const hasInner = /\S\s+\S/.test(sample);
    if (hasInner && (blanks !== undefined || sample.trim() === sample)) return null;
    return {
      title: 'Trimmed',
      run: (draft, text) => draft.compute('trimmed', 'Trim the text', 'text.trim', { text }),
    };
  }),
  transform('texts.wrap', (captures, subject) => {
    const width = captures.integer?.value;
    if (typeof width !== 'number' || width < 1 || width > 1000) return null;
    // A longer word is cut, or stands out.
    if (!subject.isWhole || subject.sample.split(/\s+/).some((word) => word.length > width)) return null;
    return {
      title: `Wrapped at ${width} characters`,
      run: (draft, text) => draft.compute('wrapped', `Wrap at ${width}`, 'text.wrap', { text, width }),
    };
  }),
];
