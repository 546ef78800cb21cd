import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';

/** "is 919108f7-52d1-4320-9bac-f847db4148a8 a valid UUID". */
export const uuid: Recogniser = {
  id: 'encodings.uuid',
  claim({ quoted, run }) {
    const text = quoted?.value ?? run?.value;
    if (typeof text !== 'string' || text.length > 200 || (quoted === undefined && !/\d/.test(text))) return null;
    return {
      build(draft) {
        const result = draft.compute('uuid', 'Check the UUID', 'uuid.check', { text });
        const valid = part(result, '/valid');
        const version = draft.compute('version', 'Write the version', 'markdown.value', {
          value: part(result, '/version'),
          empty: 'without a version',
        });
        const said = draft.compute('said', 'Say it', 'logic.if', {
          condition: valid,
          then: '**Yes**, it has the shape of a UUID; version: ',
          else: '**No**, it does not have the shape of a UUID; version: ',
        });
        return { value: result, line: [said, version] };
      },
    };
  },
};

/** "convert #ff8800 to rgb". */
export const color: Recogniser = {
  id: 'encodings.color',
  claim({ color: caught, color_form: form }) {
    if (typeof caught?.value !== 'string' || typeof form?.value !== 'string') return null;
    const [written, target] = [caught.value, form.value];
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

/** "explain the cron expression 0 9 * * 1-5". */
export const cron: Recogniser = {
  id: 'encodings.cron',
  claim({ cron: caught }) {
    const expression = caught?.value;
    if (typeof expression !== 'string') return null;
    const [, , dayOfMonth, , dayOfWeek] = expression.split(/ +/);
    // With both days given, cron fires on either, which descriptions call "and".
    if (dayOfMonth !== '*' && dayOfWeek !== '*') return null;
    return {
      build(draft) {
        const said = draft.compute('schedule', 'Read the schedule', 'cron.describe', { expression });
        const shown = draft.compute('shown', 'Write the schedule', 'markdown.value', { value: said });
        return { value: said, line: ['**', shown, '**'] };
      },
    };
  },
};
