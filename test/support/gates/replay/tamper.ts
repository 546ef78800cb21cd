import type { Json } from '@kora/contracts';
import type { RecordedRun } from '../../../../kernel/src/replay/replay-run.ts';

type Archived = NonNullable<RecordedRun['archived']>;

/** One change to an archive: where, and the archive with it. */
export interface Tampering {
  readonly what: string;
  readonly archived: Archived;
}

const other = (value: Json): Json => (value === 'tampered' ? 'tampered too' : 'tampered');

/** The list with another value at one place. */
function put<T>(values: readonly T[], index: number, value: T): readonly T[] {
  return values.map((old, i) => (i === index ? value : old));
}

/** Every archive that differs from the given one in a single value: changed, taken away, or moved in from nowhere. */
export function tamperings(archived: Archived): readonly Tampering[] {
  const found: Tampering[] = [];
  const add = (what: string, change: Partial<Archived>) => found.push({ what, archived: { ...archived, ...change } });
  const { inputs, model_answers, outputs, final_output } = archived;
  for (const [id, values] of inputs) {
    for (const [i, value] of values.entries()) {
      const changed = new Map([...inputs, [id, put(values, i, other(value))]]);
      add(`input ${i} of ${id}`, { inputs: changed });
    }
  }
  for (const [id, texts] of model_answers) {
    for (const [i, text] of texts.entries()) {
      add(`answer ${i} of ${id}`, { model_answers: new Map([...model_answers, [id, put(texts, i, `${text} `)]]) });
    }
  }
  for (const [id, value] of outputs) {
    add(`output of ${id}`, { outputs: new Map([...outputs, [id, other(value)]]) });
    add(`missing output of ${id}`, { outputs: new Map([...outputs].filter(([each]) => each !== id)) });
  }
  add('an output of nobody', { outputs: new Map([...outputs, ['nobody', 1]]) });
  add('the final output', { final_output: other(final_output ?? null) });
  return found;
}
