import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { isSound } from './identifiers.ts';

const LEAST = [
  ['AAA for normal text', 7],
  ['AA for normal text, AAA for large text', 4.5],
  ['AA for large text', 3],
] as const;

/** "contrast ratio of #777 on #fff", by WCAG 2.2, and what it is enough for. */
export const contrast: Recogniser = {
  id: 'encodings.contrast',
  claim({ fore, back }, { numbers }) {
    const [foreground, background] = [fore?.value, back?.value];
    if (typeof foreground !== 'string' || typeof background !== 'string') return null;
    if (![foreground, background].every((color) => isSound(color) && isOpaque(color) && color !== 'green')) return null;
    return {
      build(draft) {
        const result = draft.compute('contrast', 'Compare the colours', 'color.contrast', { foreground, background });
        const value = part(result, '/ratio');
        const level = LEAST.reduceRight<string | ReturnType<typeof part>>((less, [name, least]) => {
          const enough = draft.compute('enough', `At least ${least}`, 'logic.compare', {
            left: value,
            test: 'greater_or_equal',
            right: least,
          });
          return draft.compute('level', 'Say it', 'logic.if', {
            condition: enough,
            then: `enough for WCAG ${name}`,
            else: less,
          });
        }, 'not enough for WCAG AA');
        const written = writeNumber(draft, value, numbers);
        const shown = `${escapeMarkdown(foreground)} on ${escapeMarkdown(background)}: **`;
        return { value, line: [shown, written, ':1**, ', level] };
      },
    };
  },
};

/** #rgba, #rrggbbaa, rgba() and hsla() may let through what is behind them. */
const isOpaque = (color: string): boolean => !/^(?:#(?:[0-9a-f]{4}|[0-9a-f]{8})|rgba|hsla)(?![0-9a-f])/i.test(color);
