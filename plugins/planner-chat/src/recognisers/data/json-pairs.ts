import { isPlainSchema } from '../../data/plain-schema.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { TextSource } from '../../grammar/slots/texts.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import type { Answer, Recogniser } from '../recogniser.ts';
import { showValidation } from './documents.ts';
import { jsonAt, readJson } from './json-shapes.ts';

const placeOf = (caught: Captures[string] | undefined): number => {
  const source = caught?.value as TextSource | undefined;
  return source !== undefined && 'data' in source ? source.data : -1;
};

const isSameKind = (left: object, right: object) => Array.isArray(left) === Array.isArray(right);
/** A recogniser of what is asked about two JSON documents that the message holds. */
function aboutTwo(
  id: string,
  build: (draft: GraphDraft, left: Ref, right: Ref) => Answer,
  fits: (left: object, right: object) => boolean = isSameKind,
): Recogniser {
  return {
    id,
    claim({ left, right }: Captures, { data }: RequestContext) {
      const [first, second] = [jsonAt(data, placeOf(left)), jsonAt(data, placeOf(right))];
      if (first === null || second === null || !fits(first.value, second.value)) return null;
      return {
        usesData: true,
        build: (draft) => build(draft, readJson(draft, first.source), readJson(draft, second.source)),
      };
    },
  };
}

/** Comparing two JSON documents: the order of keys does not count, the order of lists does. */
export const jsonPairs: readonly Recogniser[] = [
  aboutTwo('data.json_diff', (draft, before, after) => {
    const changes = draft.compute('changes', 'Compare the values', 'json.diff', { before, after });
    const count = draft.compute('count', 'Count the changes', 'list.count', { items: changes });
    const none = draft.compute('none', 'Is there any', 'logic.compare', { left: count, test: 'equals', right: 0 });
    const table = draft.compute('table', 'Write the changes', 'markdown.table', {
      rows: changes,
      columns: ['op', 'path', 'value'],
      max_rows: 1_000,
    });
    const said = draft.compute('said', 'Say it', 'logic.if', {
      condition: none,
      then: '**No difference**: the values are equal.',
      else: 'What changes from the first to the second (JSON Patch; lists are compared position by position):',
    });
    const block = draft.compute('shown', 'If there is any', 'logic.if', { condition: none, then: '', else: table });
    return { value: changes, line: [said], block };
  }),
  aboutTwo('data.json_equal', (draft, left, right) => {
    const same = draft.compute('same', 'Compare the values', 'logic.compare', { left, test: 'equals', right });
    const said = draft.compute('said', 'Say it', 'logic.if', {
      condition: same,
      then: '**Yes**, the values are equal (the order of keys does not count).',
      else: '**No**, the values differ.',
    });
    return { value: same, line: [said] };
  }),
  aboutTwo(
    'data.json_conforms',
    (draft, value, schema) =>
      showValidation(draft, draft.compute('validation', 'Validate', 'json.validate', { value, schema })),
    (_value, schema) => isPlainSchema(schema),
  ),
];
