import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, boolean, integer, nothing, object, text } from '../../operation/schema.ts';

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The canonical form of RFC 9562. `version` is null for the nil and max UUIDs and for variants that are not of the RFC. */
export const check = defineOperation('uuid.check', () => ({
  version: '1.0.0',
  summary: 'Whether a text has the shape of a UUID (RFC 9562), and of which version.',
  arguments: object({ text: text(undefined, 200) }),
  result: object({ valid: boolean(), version: anyOf([integer(undefined, 0, 15), nothing]) }),
  examples: [
    { arguments: { text: '919108f7-52d1-4320-9bac-f847db4148a8' }, result: { valid: true, version: 4 } },
    { arguments: { text: 'not-one' }, result: { valid: false, version: null } },
  ],
  run({ text }) {
    const valid = SHAPE.test(text);
    const ofTheRfc = valid && /[89ab]/i.test(text[19] ?? '') && !/^f+$/i.test(text.replaceAll('-', ''));
    return { valid, version: ofTheRfc ? Number.parseInt(text[14] ?? '0', 16) : null };
  },
}));
