import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { TextSource } from '../../grammar/slots/texts.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { escapeMarkdown, shortened } from '../../graph/markdown.ts';
import { mayHoldAside } from '../../message/asides.ts';
import type { Claim } from '../recogniser.ts';

/** The text that a request is about. */
export interface Subject {
  /** For titles: the text itself, shortened, or the name of the attachment. */
  readonly shown: string;
  /** The text, as far as the planner looks into it: not beyond 100 kB. */
  readonly sample: string;
  /** The sample is all of it. */
  readonly isWhole: boolean;
  /** Plain text, not a table or document whose lines and words are parts of something else. */
  readonly isPlain: boolean;
  /** What a claim on it must say of itself. */
  readonly flags: Pick<Claim, 'usesData' | 'takesRest'>;
  /** The text for the arguments of a task; a long one is shared by all tasks. */
  value(draft: GraphDraft): string | Ref;
}

const LOOKED_AT = 100_000;
/** "a\nb" has a line break, or a backslash and an n. */
export const ESCAPED = /\\[nrt]/;

/** The subject that a pattern caught as `text`; null when it caught none, or an empty one. */
export function subjectOf(captures: Captures, context: RequestContext): Subject | null {
  const caught = captures.text?.value as TextSource | undefined;
  if (caught === undefined) return null;
  const { asides } = context.language;
  if ('literal' in caught) {
    if (ESCAPED.test(caught.literal)) return null;
    if (caught.rest === true && mayHoldAside(caught.literal, asides)) return null;
    return {
      shown: `\u201c${escapeMarkdown(shortened(caught.literal, 40))}\u201d`,
      sample: caught.literal,
      isWhole: true,
      isPlain: true,
      flags: caught.rest === true ? { takesRest: true } : {},
      value: () => caught.literal,
    };
  }
  const source = context.data[caught.data];
  if (source === undefined || source.text.trim() === '') return null;
  if (!source.closed && mayHoldAside(source.text, asides)) return null;
  return {
    shown: escapeMarkdown(source.name),
    sample: source.text.slice(0, LOOKED_AT),
    isWhole: source.text.length <= LOOKED_AT,
    isPlain: source.kind === 'text',
    flags: { usesData: true },
    value: (draft) =>
      draft.share(`text ${caught.data}`, () =>
        draft.compute('text', `Text of ${source.name}`, 'value.constant', { value: source.text }),
      ),
  };
}

/** Whether the text is one word without quotes. */
export const isBareWord = ({ text }: Captures): boolean =>
  typeof text?.value === 'object' && text.value !== null && 'bare' in text.value;

/** Adds the task that shows a text as code, and gives the answer: a title, and the text below it. */
export function showText(
  draft: GraphDraft,
  title: string,
  text: Ref,
  value: Ref = text,
  language = '',
): ReturnType<Claim['build']> {
  const block = draft.compute('shown', 'Write the result', 'markdown.code', {
    text,
    inline: language === '',
    language,
  });
  return { value, line: [title], block };
}
