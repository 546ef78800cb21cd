import type { Captures } from '../../grammar/pattern.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { evaluate } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { currencyOf } from './currency.ts';

/**
 * A recogniser whose answer is one expression over the numbers that were caught. What is said of it are the language's words for its
 * id: a sentence, or the left side of an equation. What was not caught may have a default.
 */
export function calculation(
  id: string,
  slots: readonly string[],
  code: (...values: string[]) => string,
  makesSense: (values: readonly number[], captures: Captures) => boolean = () => true,
  defaults: Readonly<Record<string, string>> = {},
): Recogniser {
  return {
    id,
    claim(captures, { numbers, language }) {
      const caught = slots.map((slot) => captures[slot]);
      const values = caught.map((item, i) =>
        typeof item?.value === 'string' ? item.value : item === undefined ? (defaults[slots[i] ?? ''] ?? null) : null,
      );
      if (!values.every((value) => value !== null) || !makesSense(values.map(Number), captures)) return null;
      const sentence = language.phrases.calculations[id] ?? '';
      const shown = Object.fromEntries(caught.map((item, i) => [i, escapeMarkdown(item?.raw ?? values[i] ?? '')]));
      const expression = code(...values);
      const isEquation = !sentence.includes('{result}');
      const currency = currencyOf(caught, language);
      if (currency === null) return null;
      return {
        measures: '',
        build(draft) {
          const form = isEquation ? 'equation' : 'bold';
          const { value, written } = evaluate(draft, `Calculate ${expression}`, expression, numbers, {
            form,
            ...currency,
          });
          const whole = isEquation ? `${sentence} {result}` : sentence;
          return { value, line: say(whole, { ...shown, result: written }) };
        },
      };
    },
  };
}
