import type { Claim } from '../recognisers/recogniser.ts';
import type { GraphDraft, Ref } from './draft.ts';

/** What was computed of a message: Markdown, and the values of its parts. */
export interface Computed {
  readonly text: Ref;
  readonly values: readonly Ref[];
}

/** Adds the tasks of all claims, and the one that writes their answers: a line, or a list of one line for each part. */
export function writeAnswers(draft: GraphDraft, claims: readonly Claim[]): Computed {
  const answers = claims.map((claim) => claim.build(draft));
  const pieces = answers.flatMap(({ line, block }, i): readonly (string | Ref)[] => {
    const bullet = answers.length > 1 ? [`${i === 0 ? '' : '\n'}- `] : [];
    const gap = line.length === 1 && line[0] === '' ? [] : ['\n\n'];
    const below = block === undefined ? [] : [...gap, block, ...(i < answers.length - 1 ? ['\n'] : [])];
    return [...bullet, ...line, ...below];
  });
  const text = draft.compute('text', 'Write the answer', 'text.concat', { parts: pieces });
  return { text, values: answers.map(({ value }) => value) };
}

/** Adds the root of a graph: `{ text, values }`. */
export function joinAnswers(draft: GraphDraft, { text, values }: Computed): Ref {
  return draft.compute(
    'answer',
    'Join the answers',
    'value.constant',
    { value: { text, values } },
    { type: 'aggregation' },
  );
}
