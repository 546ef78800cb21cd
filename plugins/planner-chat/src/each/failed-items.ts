import type { GraphDraft, Ref } from '../graph/draft.ts';

/** What a map leaves where items may fail: null in their places. */
export interface Mapped {
  readonly answers: Ref;
  readonly count: Ref;
  /** What an item is called, and several of them. */
  readonly nouns: readonly [one: string, other: string];
}

/** What is known of the items without an answer. */
export interface FailedItems {
  /** Markdown that says which they are; an empty text when there are none. */
  readonly said: Ref;
  /** How many items have an answer. */
  readonly answered: Ref;
  /** Whether no item has an answer. */
  readonly isAll: Ref;
}

/** Adds the tasks that find the items without an answer. Why each has none is in the run's telemetry, and not in its outputs. */
export function failedItems(draft: GraphDraft, { answers, count, nouns }: Mapped): FailedItems {
  const failed = draft.compute('failed', 'Count those without an answer', 'list.count', {
    items: answers,
    equal_to: null,
  });
  const places = draft.compute('places', 'Their places', 'list.range', { start: 1, end: count });
  const zipped = draft.compute('placed', 'Answers with their places', 'list.zip', {
    names: ['place', 'answer'],
    lists: [places, answers],
  });
  const without = draft.compute('without', 'Those without an answer', 'table.filter', {
    rows: zipped,
    where: [{ column: 'answer', test: 'is_null' }],
  });
  const which = draft.compute('which', 'Their places', 'table.column', { rows: without, column: 'place' });
  const listed = draft.compute('which_written', 'Write the places', 'text.join', {
    items: which,
    separator: ', ',
    last_separator: ' and ',
  });
  const written = draft.compute('failed_written', 'Write how many', 'number.write', {
    number: failed,
    form: 'bold',
    one: `${nouns[0]} got no answer`,
    other: `${nouns[1]} got no answer`,
  });
  const sentence = draft.compute('failed_said', 'Say which', 'text.concat', {
    parts: ['\n\n', written, ', in place ', listed, ' of the list. The steps of this answer say why.'],
  });
  const isSome = draft.compute('some_failed', 'Whether there are any', 'logic.compare', {
    left: failed,
    test: 'greater',
    right: 0,
  });
  const isAll = draft.compute('all_failed', 'Whether all are', 'logic.compare', {
    left: failed,
    test: 'equals',
    right: count,
  });
  const said = draft.compute('said', 'Only if there are any', 'logic.if', {
    condition: isSome,
    then: sentence,
    else: '',
  });
  const answeredRows = draft.compute('with', 'Those with an answer', 'table.filter', {
    rows: zipped,
    where: [{ column: 'answer', test: 'not_null' }],
  });
  const answered = draft.compute('answered', 'Count those with an answer', 'list.count', { items: answeredRows });
  return { said, answered, isAll };
}
