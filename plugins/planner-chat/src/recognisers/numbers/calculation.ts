import type { Captures } from '../../grammar/pattern.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

/** A recogniser whose answer is one expression over the numbers that were caught. */
export function calculation(
  id: string,
  slots: readonly string[],
  code: (...values: string[]) => string,
  line: (...written: string[]) => readonly [before: string, after: string],
  makesSense: (values: readonly number[], captures: Captures) => boolean = () => true,
): Recogniser {
  return {
    id,
    claim(captures, { numbers }) {
      const caught = slots.map((slot) => captures[slot]);
      const values = caught.map((item) => (typeof item?.value === 'string' ? item.value : null));
      if (!values.every((value) => value !== null) || !makesSense(values.map(Number), captures)) return null;
      const [before, after] = line(...caught.map((item) => escapeMarkdown(item?.raw ?? '')));
      const expression = code(...values);
      return {
        measures: '',
        build(draft) {
          const { value, written } = evaluate(draft, `Calculate ${expression}`, expression, numbers);
          return { value, line: [`${before}**`, written, `${after}**`] };
        },
      };
    },
  };
}
