import type { Slot } from '../pattern.ts';

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const MOST_WORDS = 30;

/** `{spoken}`: a whole number that is written in at least two English words, however large; a JavaScript number. */
export const spoken: Slot = function* (state, at) {
  const { numbers, slotWords } = state.context.language;
  let [total, group, end, last, seen] = [0, 0, at, 0, 0];
  let scale = Number.POSITIVE_INFINITY;
  for (let i = at; i < state.end && i < at + MOST_WORDS; i++) {
    const token = state.tokens[i];
    const said = token?.text ?? '';
    if (token === undefined || token.kind === 'quoted') break;
    const joins = seen > 0 && (said === '-' || said === ',' || slotWords.and.has(said));
    if (joins) continue;
    const of = Object.hasOwn(SCALES, said) ? SCALES[said] : undefined;
    const value = numbers.get(said);
    if (of !== undefined) {
      // Scales come down: a million, then thousands.
      if (group === 0 || of >= scale) return;
      [total, group, scale, last] = [total + group * of, 0, of, of];
    } else if (value === 100) {
      if (group === 0 || group > 9) return;
      [group, last] = [group * 100, 100];
    } else if (value !== undefined) {
      // "twenty one" is a number, "one twenty" is not.
      const room = last === 0 || last >= 100 || (last >= 20 && value > 0 && value < 10);
      if (!room || (value === 0 && seen > 0)) return;
      [group, last] = [group + value, value];
    } else break;
    seen++;
    end = i + 1;
  }
  if (seen >= 2) yield { value: total + group, end };
};
