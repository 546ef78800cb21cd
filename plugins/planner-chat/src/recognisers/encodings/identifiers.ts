import { COLOR_NAMES } from '../../grammar/slots/color-names.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';

/** A UUID in braces, without hyphens or with a prefix: some programs take those, others do not. */
const OTHERWISE_WRITTEN = /^(?:\s*urn:uuid:\S+|\s*\{.*\}\s*|\s+.*|.*\s+|[0-9a-f]{32})$/i;

/** Has the shape, and a version or variant that RFC 9562 does not know: some call that valid. Nothing but 0 or f is known to it. */
const isOfNoVersion = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) &&
  !/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab]/i.test(text) &&
  !/^(?:[0-]+|[f-]+)$/i.test(text);

/** "is 919108f7-52d1-4320-9bac-f847db4148a8 a valid UUID". */
export const uuid: Recogniser = {
  id: 'encodings.uuid',
  claim({ quoted, run }) {
    const text = quoted?.value ?? run?.value;
    if (typeof text !== 'string' || text.length > 200 || (quoted === undefined && !/\d/.test(text))) return null;
    if (OTHERWISE_WRITTEN.test(text) || isOfNoVersion(text)) return null;
    return {
      build(draft) {
        const result = draft.compute('uuid', 'Check the UUID', 'uuid.check', { text });
        const valid = part(result, '/valid');
        const version = draft.compute('version', 'Write the version', 'markdown.value', {
          value: part(result, '/version'),
          empty: 'without a version',
        });
        const yes = ['**Yes**, it has the shape of a UUID; version: ', version];
        const said = draft.compute('said', 'Say it', 'logic.if', {
          condition: valid,
          then: draft.compute('yes', 'If it has', 'text.concat', { parts: yes }),
          else: '**No**, it does not have the shape of a UUID.',
        });
        return { value: result, line: [said] };
      },
    };
  },
};

/** Whether the parts of rgb() and hsl() are in range: CSS would cut them, which is hardly what somebody asks about. */
export function isSound(written: string): boolean {
  const parts = /^(rgb|hsl)a?\(\s*([\d.]+)(%?)[\s,]+([\d.]+)(%?)[\s,]+([\d.]+)(%?)\s*\)$/i.exec(written);
  if (parts === null) return written.startsWith('#') || COLOR_NAMES.has(written);
  const [first, second, third] = [Number(parts[2]), Number(parts[4]), Number(parts[6])];
  const [rgb, percents] = [parts[1]?.toLowerCase() === 'rgb', [parts[3], parts[5], parts[7]].join('')];
  if (rgb) return percents === '' && [first, second, third].every((value) => value <= 255);
  return first <= 360 && parts[3] === '' && percents === '%%' && second <= 100 && third <= 100;
}

const formOf = (written: string): string => (written.startsWith('#') ? 'hex' : written.slice(0, 3).toLowerCase());

/** "convert #ff8800 to rgb". */
export const color: Recogniser = {
  id: 'encodings.color',
  claim({ color: caught, color_form: form, from }) {
    if (typeof caught?.value !== 'string' || typeof form?.value !== 'string') return null;
    const [written, target] = [caught.value, form.value];
    if (from !== undefined && from.value !== formOf(written)) return null;
    // In CSS it is half as bright as the green of screens.
    if (!isSound(written) || written === 'green') return null;
    if ((target === 'hex' && written.startsWith('#')) || written.toLowerCase().startsWith(target)) return null;
    return {
      build(draft) {
        const result = draft.compute('color', 'Convert the colour', 'color.convert', { color: written });
        const value = part(result, `/${target}`);
        return { value, line: [`${escapeMarkdown(written)} = **`, value, '**'] };
      },
    };
  },
};
