import { colord, extend } from 'colord';
import namesPlugin from 'colord/plugins/names';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { boolean, number, object, text } from '../../operation/schema.ts';

/** Takes what CSS takes: hexadecimal, rgb(), hsl() and names. HSL is rounded to whole degrees and per cent. */
export const convert = defineOperation('color.convert', () => ({
  version: '1.0.0',
  summary:
    'Writes a colour in hexadecimal, RGB and HSL, with its relative luminance by WCAG for white text and black text.',
  arguments: object({ color: text('Such as #ff8800, rgb(255, 136, 0), hsl(32, 100%, 50%) or orange', 100, 1) }),
  result: object({ hex: text(), rgb: text(), hsl: text(), brightness: number(), is_dark: boolean() }),
  examples: [
    {
      arguments: { color: '#ff8800' },
      result: { hex: '#ff8800', rgb: 'rgb(255, 136, 0)', hsl: 'hsl(32, 100%, 50%)', brightness: 0.61, is_dark: false },
    },
  ],
  run({ color }) {
    extend([namesPlugin]);
    const read = colord(color);
    if (!read.isValid()) fail('color', `is no colour of CSS: ${quoted(color)}`);
    return {
      hex: read.toHex(),
      rgb: read.toRgbString(),
      hsl: read.toHslString(),
      brightness: read.brightness(),
      is_dark: read.isDark(),
    };
  },
}));
