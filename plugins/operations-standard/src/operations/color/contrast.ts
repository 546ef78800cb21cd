import { colord, extend } from 'colord';
import namesPlugin from 'colord/plugins/names';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { number, object, text } from '../../operation/schema.ts';

/** Relative luminance as WCAG 2.2 defines it for sRGB. */
function luminance(color: string, argument: string): number {
  extend([namesPlugin]);
  const read = colord(color);
  if (!read.isValid()) fail(argument, `is no colour of CSS: ${quoted(color)}`);
  const { r, g, b, a } = read.toRgb();
  if (a !== 1) fail(argument, `lets through what is behind it: ${quoted(color)}; give one without transparency`);
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const color = text('Such as #777 or rgb(0, 0, 0), opaque', 100, 1);

/** The ratio is cut to three decimals, not rounded: 4.4999 is no 4.5. */
export const contrast = defineOperation('color.contrast', () => ({
  version: '1.0.0',
  summary: 'The contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21.',
  arguments: object({ foreground: color, background: color }),
  result: object({ ratio: number() }),
  examples: [
    { arguments: { foreground: '#777', background: '#fff' }, result: { ratio: 4.478 } },
    { arguments: { foreground: 'black', background: 'white' }, result: { ratio: 21 } },
  ],
  run({ foreground, background }) {
    const [one, other] = [luminance(foreground, 'foreground'), luminance(background, 'background')];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return { ratio: Math.floor(ratio * 1_000 + 1e-9) / 1_000 };
  },
}));
